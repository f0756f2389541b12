package dev.saldo.in.rest.catalog;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The profiles of the catalogue on the wire. */
@Schema(
    name = "ProfileList",
    description = "The kinds of user.",
    requiredProperties = {"data", "has_more"})
public record ProfileList(
    List<ProfileBody> data, @Schema(description = "Always false: all are here") boolean hasMore) {

  static ProfileList of(List<ProfileBody> data) {
    return new ProfileList(data, false);
  }
}

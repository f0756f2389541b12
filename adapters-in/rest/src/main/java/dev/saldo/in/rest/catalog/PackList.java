package dev.saldo.in.rest.catalog;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The packs of the catalogue on the wire. */
@Schema(
    name = "PackList",
    description = "The packs of the catalogue.",
    requiredProperties = {"data", "has_more"})
public record PackList(
    List<PackBody> data, @Schema(description = "Always false: all are here") boolean hasMore) {

  static PackList of(List<PackBody> data) {
    return new PackList(data, false);
  }
}

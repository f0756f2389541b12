package dev.saldo.in.rest.catalog;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The models of the catalogue on the wire. */
@Schema(
    name = "ModelList",
    description = "The models that the catalogue names.",
    requiredProperties = {"data", "has_more"})
public record ModelList(
    List<ModelBody> data, @Schema(description = "Always false: all are here") boolean hasMore) {

  static ModelList of(List<ModelBody> data) {
    return new ModelList(data, false);
  }
}

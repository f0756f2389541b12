package dev.saldo.in.rest.catalog;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Overrides on the wire. */
@Schema(
    name = "MatrixOverrideList",
    description = "Overrides, in the catalogue's order.",
    requiredProperties = {"data", "has_more"})
public record OverrideList(
    List<OverrideBody> data, @Schema(description = "Always false: all are here") boolean hasMore) {

  static OverrideList of(List<OverrideBody> data) {
    return new OverrideList(data, false);
  }
}

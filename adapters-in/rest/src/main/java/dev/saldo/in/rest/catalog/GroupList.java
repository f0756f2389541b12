package dev.saldo.in.rest.catalog;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The groups of the catalogue on the wire. */
@Schema(
    name = "GroupList",
    description = "The groups of the catalogue.",
    requiredProperties = {"data", "has_more"})
public record GroupList(
    List<CatalogGroup> data, @Schema(description = "Always false: all are here") boolean hasMore) {

  static GroupList of(List<CatalogGroup> data) {
    return new GroupList(data, false);
  }
}

package dev.saldo.in.rest.catalog;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The role assignments of the catalogue on the wire. */
@Schema(
    name = "RoleAssignmentList",
    description = "The parts that providers play in features.",
    requiredProperties = {"data", "has_more"})
public record RoleAssignmentList(
    List<CatalogRole> data, @Schema(description = "Always false: all are here") boolean hasMore) {

  static RoleAssignmentList of(List<CatalogRole> data) {
    return new RoleAssignmentList(data, false);
  }
}

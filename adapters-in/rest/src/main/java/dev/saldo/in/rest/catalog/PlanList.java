package dev.saldo.in.rest.catalog;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The plans of the catalogue on the wire. */
@Schema(
    name = "PlanList",
    description = "The plans of the catalogue, every version.",
    requiredProperties = {"data", "has_more"})
public record PlanList(
    List<CatalogPlan> data, @Schema(description = "Always false: all are here") boolean hasMore) {

  static PlanList of(List<CatalogPlan> data) {
    return new PlanList(data, false);
  }
}

package dev.saldo.in.rest.catalog;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The versions of the cost list of the catalogue on the wire. */
@Schema(
    name = "CostListVersions",
    description = "Every version of the cost list, and the draft.",
    requiredProperties = {"data", "has_more"})
public record CostListVersions(
    List<CatalogCostList> data,
    @Schema(description = "Always false: all are here") boolean hasMore) {

  static CostListVersions of(List<CatalogCostList> data) {
    return new CostListVersions(data, false);
  }
}

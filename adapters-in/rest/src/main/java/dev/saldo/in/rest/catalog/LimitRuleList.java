package dev.saldo.in.rest.catalog;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The limits of the catalogue on the wire. */
@Schema(
    name = "LimitRuleList",
    description = "The limits beside the cells of the matrix.",
    requiredProperties = {"data", "has_more"})
public record LimitRuleList(
    List<CatalogLimit> data, @Schema(description = "Always false: all are here") boolean hasMore) {

  static LimitRuleList of(List<CatalogLimit> data) {
    return new LimitRuleList(data, false);
  }
}

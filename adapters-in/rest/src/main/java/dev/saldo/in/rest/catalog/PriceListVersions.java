package dev.saldo.in.rest.catalog;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The versions of the price list of the catalogue on the wire. */
@Schema(
    name = "PriceListVersions",
    description = "Every version of the price list, and the draft.",
    requiredProperties = {"data", "has_more"})
public record PriceListVersions(
    List<CatalogPriceList> data,
    @Schema(description = "Always false: all are here") boolean hasMore) {

  static PriceListVersions of(List<CatalogPriceList> data) {
    return new PriceListVersions(data, false);
  }
}

package dev.saldo.in.rest.catalog;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Exchange rates on the wire. */
@Schema(
    name = "ExchangeRateList",
    description = "What currencies are worth in one another.",
    requiredProperties = {"data", "has_more"})
public record ExchangeRateList(
    List<CatalogExchangeRate> data,
    @Schema(description = "Always false: all are here") boolean hasMore) {

  static ExchangeRateList of(List<CatalogExchangeRate> data) {
    return new ExchangeRateList(data, false);
  }
}

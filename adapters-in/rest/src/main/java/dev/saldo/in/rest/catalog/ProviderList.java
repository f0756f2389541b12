package dev.saldo.in.rest.catalog;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The providers of the catalogue on the wire. */
@Schema(
    name = "ProviderList",
    description = "The providers of the catalogue.",
    requiredProperties = {"data", "has_more"})
public record ProviderList(
    List<CatalogProvider> data,
    @Schema(description = "Always false: all are here") boolean hasMore) {

  static ProviderList of(List<CatalogProvider> data) {
    return new ProviderList(data, false);
  }
}

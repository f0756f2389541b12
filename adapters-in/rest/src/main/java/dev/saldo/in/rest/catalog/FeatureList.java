package dev.saldo.in.rest.catalog;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The features of the catalogue on the wire. */
@Schema(
    name = "FeatureList",
    description = "The features of the catalogue.",
    requiredProperties = {"data", "has_more"})
public record FeatureList(
    List<CatalogFeature> data,
    @Schema(description = "Always false: all are here") boolean hasMore) {

  static FeatureList of(List<CatalogFeature> data) {
    return new FeatureList(data, false);
  }
}

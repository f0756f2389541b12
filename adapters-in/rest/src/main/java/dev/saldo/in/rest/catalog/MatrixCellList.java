package dev.saldo.in.rest.catalog;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The cells of the matrix of the catalogue on the wire. */
@Schema(
    name = "MatrixCellList",
    description = "The cells of the matrix.",
    requiredProperties = {"data", "has_more"})
public record MatrixCellList(
    List<CatalogCell> data, @Schema(description = "Always false: all are here") boolean hasMore) {

  static MatrixCellList of(List<CatalogCell> data) {
    return new MatrixCellList(data, false);
  }
}

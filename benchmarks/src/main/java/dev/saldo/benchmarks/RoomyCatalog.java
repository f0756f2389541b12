package dev.saldo.benchmarks;

import dev.saldo.application.catalog.StarterCatalog;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.matrix.FeatureMatrix;
import dev.saldo.domain.matrix.MatrixCell;

/** The starter catalogue with limits so high that no benchmark reaches them. */
public final class RoomyCatalog {
  private static final long CALLS_MAX = 1_000_000_000;

  private RoomyCatalog() {}

  /** The catalogue: every limit that was there is there, and none is ever full. */
  public static CatalogDocument document() {
    CatalogDocument starter = StarterCatalog.document(false);
    FeatureMatrix matrix = starter.matrix();
    return new CatalogDocument(
        starter.version(),
        new FeatureMatrix(
            matrix.providers(),
            matrix.features(),
            matrix.roles(),
            matrix.cells().stream().map(RoomyCatalog::roomy).toList(),
            matrix.groups()),
        starter.limits(),
        starter.plans(),
        starter.prices(),
        starter.rates(),
        starter.packs(),
        starter.profiles(),
        starter.defaultPlan());
  }

  private static MatrixCell roomy(MatrixCell cell) {
    return new MatrixCell(
        cell.plan(),
        cell.profile(),
        cell.feature(),
        cell.model(),
        cell.dailyCalls().map(_ -> CALLS_MAX),
        cell.monthlyCalls().map(_ -> CALLS_MAX),
        cell.origin(),
        cell.enforcement(),
        cell.active());
  }
}

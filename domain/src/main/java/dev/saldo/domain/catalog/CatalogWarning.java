package dev.saldo.domain.catalog;

import dev.saldo.domain.ModelId;
import dev.saldo.domain.matrix.Feature;
import dev.saldo.domain.matrix.MatrixCell;
import dev.saldo.domain.pricing.PriceRow;
import dev.saldo.domain.pricing.TokenPricing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Something that a catalogue may have, and that whoever keeps it should see: calls that would be
 * refused for want of a price, usage that nothing is charged for, and costs that nobody knows.
 *
 * @param row the matrix cell that would meet it, or the model
 * @param model the model of the calls
 * @param missing what has no price: the named unit; empty for the call as a whole
 */
public record CatalogWarning(Kind kind, String row, ModelId model, String missing) {
  /** The most warnings that are told at once. */
  public static final int WARNINGS_MAX = 100;

  /** What is missing. */
  public enum Kind {
    /** No row of the newest price list matches the cell's calls: they will be refused. */
    PRICE_MISSING,
    /** The feature usually uses a unit that its price does not name: it is charged nothing. */
    PRICE_INCOMPLETE,
    /** No row of the newest cost list is for the model: its calls count as free of cost. */
    COST_MISSING
  }

  /** What is missing in a catalogue, judged by its newest lists that are no drafts. */
  public static List<CatalogWarning> of(CatalogDocument document) {
    List<CatalogWarning> warnings = new ArrayList<>();
    TokenPricing prices = document.prices().newestPrices().getFirst();
    for (MatrixCell cell : document.matrix().cells()) {
      if (cell.active()) {
        addPrice(warnings, document, prices, cell);
      }
    }
    addCosts(warnings, document);
    return List.copyOf(warnings.subList(0, Math.min(WARNINGS_MAX, warnings.size())));
  }

  private static void addPrice(
      List<CatalogWarning> warnings, CatalogDocument document, TokenPricing prices, MatrixCell at) {
    Optional<PriceRow> row = prices.find(at.plan(), at.feature(), at.model());
    if (row.isEmpty()) {
      warnings.add(new CatalogWarning(Kind.PRICE_MISSING, at.label(), at.model(), ""));
      return;
    }
    document
        .matrix()
        .feature(at.feature())
        .flatMap(Feature::estimate)
        .ifPresent(
            usual ->
                row.get()
                    .price()
                    .unpricedUnits(usual)
                    .forEach(
                        unit ->
                            warnings.add(
                                new CatalogWarning(
                                    Kind.PRICE_INCOMPLETE, at.label(), at.model(), unit))));
  }

  private static void addCosts(List<CatalogWarning> warnings, CatalogDocument document) {
    TreeSet<String> known = new TreeSet<>();
    document.prices().newestCosts().stream()
        .filter(list -> !list.isDraft())
        .flatMap(list -> list.rows().stream())
        .forEach(row -> known.add(row.model().toString()));
    document.matrix().cells().stream()
        .filter(MatrixCell::active)
        .map(MatrixCell::model)
        .distinct()
        .filter(model -> !known.contains(model.toString()))
        .forEach(
            model ->
                warnings.add(new CatalogWarning(Kind.COST_MISSING, model.toString(), model, "")));
  }
}

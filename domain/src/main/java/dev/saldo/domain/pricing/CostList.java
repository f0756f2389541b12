package dev.saldo.domain.pricing;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.domain.ModelId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A version of what providers charge us, one row for each model. */
public final class CostList {
  private final int version;
  private final Instant effectiveFrom;
  private final List<CostRow> rows;
  private final Map<ModelId, CostRow> byModel;

  /**
   * Makes a cost list.
   *
   * @param version from 1
   * @param effectiveFrom when it begins to apply; {@link PriceBook#NEVER} for a draft
   */
  public CostList(int version, Instant effectiveFrom, List<CostRow> rows) {
    require(version >= 1, "the version of a cost list must be at least 1");
    this.version = version;
    this.effectiveFrom = effectiveFrom;
    this.rows = List.copyOf(rows);
    this.byModel = HashMap.newHashMap(rows.size());
    for (CostRow row : this.rows) {
      require(
          byModel.put(row.model(), row) == null,
          "cost list " + version + " has two rows for " + row.model());
    }
  }

  public int version() {
    return version;
  }

  public Instant effectiveFrom() {
    return effectiveFrom;
  }

  /** Whether it is still being worked on: it applies never. */
  public boolean isDraft() {
    return effectiveFrom.equals(PriceBook.NEVER);
  }

  /** Tells it from the others: its version, or {@code draft}. */
  public String name() {
    return isDraft() ? "draft" : Integer.toString(version);
  }

  public List<CostRow> rows() {
    return rows;
  }

  /** What the usage costs us on a model; empty when the list has no row for it. */
  public Optional<ProviderCost> cost(ModelId model, TokenUsage usage) {
    return Optional.ofNullable(byModel.get(model)).map(row -> row.of(usage));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CostList that
        && version == that.version
        && effectiveFrom.equals(that.effectiveFrom)
        && rows.equals(that.rows);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * version + effectiveFrom.hashCode()) + rows.hashCode();
  }

  @Override
  public String toString() {
    return "CostList[version=" + version + ", rows=" + rows.size() + "]";
  }
}

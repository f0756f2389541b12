package dev.saldo.domain.pricing;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.domain.ModelId;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A version of the price list: what usage costs in credits, by plan, feature and model.
 *
 * <p>Of the rows that match a call the most specific one wins, in the order plan, feature and
 * model; plan and feature; feature and model; plan and model; feature; model; plan; default. A row
 * for a whole provider ranks just below the row for a model of the same combination. Two rows of
 * the same combination are refused, so the order of rows never matters.
 */
public final class TokenPricing {
  /** What a row may name, the most specific first. */
  private enum Shape {
    PLAN_FEATURE_MODEL(true, true, Part.MODEL),
    PLAN_FEATURE_PROVIDER(true, true, Part.PROVIDER),
    PLAN_FEATURE(true, true, Part.NONE),
    FEATURE_MODEL(false, true, Part.MODEL),
    FEATURE_PROVIDER(false, true, Part.PROVIDER),
    PLAN_MODEL(true, false, Part.MODEL),
    PLAN_PROVIDER(true, false, Part.PROVIDER),
    FEATURE(false, true, Part.NONE),
    MODEL(false, false, Part.MODEL),
    PROVIDER(false, false, Part.PROVIDER),
    PLAN(true, false, Part.NONE),
    DEFAULT(false, false, Part.NONE);

    private enum Part {
      NONE,
      PROVIDER,
      MODEL
    }

    private final boolean plan;
    private final boolean feature;
    private final Part part;

    Shape(boolean plan, boolean feature, Part part) {
      this.plan = plan;
      this.feature = feature;
      this.part = part;
    }

    static Shape of(PriceRow row) {
      Part part =
          row.model()
              .map(name -> name.indexOf('/') < 0 ? Part.PROVIDER : Part.MODEL)
              .orElse(Part.NONE);
      for (Shape shape : values()) {
        if (shape.plan == row.plan().isPresent()
            && shape.feature == row.feature().isPresent()
            && shape.part == part) {
          return shape;
        }
      }
      throw new IllegalStateException("every combination has a shape");
    }

    Key key(String plan, String feature, ModelId model, String modelName) {
      String named =
          switch (part) {
            case NONE -> "";
            case PROVIDER -> model.provider();
            case MODEL -> modelName;
          };
      return new Key(this.plan ? plan : "", this.feature ? feature : "", named);
    }
  }

  /** What a row names; the empty text where it names nothing. */
  private record Key(String plan, String feature, String model) {
    static Key of(PriceRow row) {
      return new Key(row.plan().orElse(""), row.feature().orElse(""), row.model().orElse(""));
    }
  }

  private final int version;
  private final Instant effectiveFrom;
  private final List<PriceRow> rows;
  private final Map<Key, PriceRow> byKey;
  private final Shape[] shapes;

  /**
   * Makes a price list.
   *
   * @param version from 1
   * @param effectiveFrom when it begins to apply; {@link PriceBook#NEVER} for a draft
   */
  public TokenPricing(int version, Instant effectiveFrom, List<PriceRow> rows) {
    require(version >= 1, "the version of a price list must be at least 1");
    this.version = version;
    this.effectiveFrom = effectiveFrom;
    this.rows = List.copyOf(rows);
    this.byKey = HashMap.newHashMap(rows.size());
    Set<Shape> used = EnumSet.noneOf(Shape.class);
    for (PriceRow row : this.rows) {
      require(
          byKey.put(Key.of(row), row) == null,
          "price list " + version + " has two rows for " + row.rule());
      used.add(Shape.of(row));
    }
    this.shapes = used.toArray(Shape[]::new);
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

  public List<PriceRow> rows() {
    return rows;
  }

  /** The row that applies to a call; empty when none does, then the call has no price. */
  public Optional<PriceRow> find(String plan, String feature, ModelId model) {
    String modelName = model.toString();
    for (Shape shape : shapes) {
      PriceRow row = byKey.get(shape.key(plan, feature, model, modelName));
      if (row != null) {
        return Optional.of(row);
      }
    }
    return Optional.empty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenPricing that
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
    return "TokenPricing[version=" + version + ", rows=" + rows.size() + "]";
  }
}

package dev.saldo.domain.pricing;

import dev.saldo.domain.ModelId;
import dev.saldo.domain.Slug;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A line of a price list: what it applies to, and the price. What it does not name it leaves open.
 *
 * @param model {@code provider/model}, or a provider's slug for all its models
 */
public record PriceRow(
    Optional<String> plan, Optional<String> feature, Optional<String> model, Price price) {
  public PriceRow {
    plan.ifPresent(Slug::of);
    feature.ifPresent(Slug::of);
    model.ifPresent(PriceRow::checkModel);
  }

  /** The row that applies where no other does. */
  public static PriceRow byDefault(Price price) {
    return new PriceRow(Optional.empty(), Optional.empty(), Optional.empty(), price);
  }

  /** What the row applies to, for people: {@code plan=premium model=openai}, or {@code default}. */
  public String rule() {
    List<String> named = new ArrayList<>();
    plan.ifPresent(slug -> named.add("plan=" + slug));
    feature.ifPresent(slug -> named.add("feature=" + slug));
    model.ifPresent(name -> named.add("model=" + name));
    return named.isEmpty() ? "default" : String.join(" ", named);
  }

  private static void checkModel(String model) {
    if (model.indexOf('/') >= 0) {
      ModelId.parse(model);
    } else {
      Slug.of(model);
    }
  }
}

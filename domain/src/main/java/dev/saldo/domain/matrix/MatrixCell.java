package dev.saldo.domain.matrix;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.domain.ModelId;
import dev.saldo.domain.Slug;
import dev.saldo.domain.plan.Enforcement;
import java.util.Optional;

/**
 * What a plan allows users of a profile in a feature on one provider. Without a cell the answer is
 * no.
 *
 * @param dailyCalls how many calls each user may make a day; empty for no limit
 * @param monthlyCalls how many calls each user may make a month; empty for no limit
 * @param enforcement overrides that of the plan
 */
public record MatrixCell(
    String plan,
    String profile,
    String feature,
    ModelId model,
    Optional<Long> dailyCalls,
    Optional<Long> monthlyCalls,
    Origin origin,
    Optional<Enforcement> enforcement,
    boolean active) {
  public MatrixCell {
    Slug.of(plan);
    Slug.of(profile);
    Slug.of(feature);
    require(
        dailyCalls.orElse(0L) >= 0 && monthlyCalls.orElse(0L) >= 0, "a limit must not be negative");
  }

  /** The cell for people: plan, profile, feature and provider. */
  public String label() {
    return plan + "/" + profile + "/" + feature + "/" + model.provider();
  }
}

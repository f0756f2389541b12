package dev.saldo.domain.matrix;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.domain.ModelId;
import dev.saldo.domain.Slug;
import java.math.BigDecimal;
import java.util.Optional;

/** What an override does to a provider in a feature. */
public sealed interface OverrideEffect {

  /**
   * The provider serves in a role, whatever the plan says of it.
   *
   * @param weight how much it is preferred in that role
   * @param dailyCalls how many calls each user may make a day; empty for no limit
   * @param monthlyCalls how many calls each user may make a month; empty for no limit
   */
  record Add(
      String role,
      BigDecimal weight,
      ModelId model,
      Optional<Long> dailyCalls,
      Optional<Long> monthlyCalls)
      implements OverrideEffect {
    public Add {
      Slug.of(role);
      weight = checked(weight);
      requireCalls(dailyCalls, monthlyCalls);
    }
  }

  /** Where the plan offers the provider, other numbers or another model; what is empty stays. */
  record Replace(
      Optional<BigDecimal> weight,
      Optional<ModelId> model,
      Optional<Long> dailyCalls,
      Optional<Long> monthlyCalls)
      implements OverrideEffect {
    public Replace {
      require(
          weight.isPresent()
              || model.isPresent()
              || dailyCalls.isPresent()
              || monthlyCalls.isPresent(),
          "must replace a limit, the model or the weight");
      weight = weight.map(OverrideEffect::checked);
      requireCalls(dailyCalls, monthlyCalls);
    }
  }

  /** The provider does not serve. */
  record Exclude() implements OverrideEffect {}

  /** The model that it brings; empty when it brings none. */
  default Optional<ModelId> brings() {
    return switch (this) {
      case Add add -> Optional.of(add.model());
      case Replace replace -> replace.model();
      case Exclude() -> Optional.empty();
    };
  }

  /** Whether it is an addition in this role. */
  default boolean addsIn(String role) {
    return this instanceof Add add && add.role().equals(role);
  }

  private static BigDecimal checked(BigDecimal given) {
    require(given.signum() >= 0, "a weight must not be negative");
    return given.stripTrailingZeros();
  }

  private static void requireCalls(Optional<Long> daily, Optional<Long> monthly) {
    require(daily.orElse(0L) >= 0 && monthly.orElse(0L) >= 0, "a limit must not be negative");
  }
}

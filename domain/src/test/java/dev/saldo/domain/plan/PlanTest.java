package dev.saldo.domain.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.domain.Credits;
import dev.saldo.domain.InvalidValueException;
import dev.saldo.domain.Money;
import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final PlanTerms TERMS =
      new PlanTerms(
          "premium", 2, Credits.of(6_000), Enforcement.HARD, OverrunPolicy.CHARGE, Credits.ZERO);

  @Test
  void valuesTheCreditsOfACall() {
    Plan plan = plan(Optional.of(Money.parse("0.50", "BRL")));

    assertThat(plan.expectedRevenue(Credits.of(235)).orElseThrow())
        .isEqualByComparingTo(new BigDecimal("117.50"));
    assertThat(plan.expectedRevenue(new Credits(1)).orElseThrow())
        .isEqualByComparingTo(new BigDecimal("0.0000005"));
  }

  @Test
  void expectsNoRevenueWithoutCreditValue() {
    assertThat(plan(Optional.empty()).expectedRevenue(Credits.of(235))).isEmpty();
  }

  @Test
  void refusesPlanWithoutName() {
    assertThatThrownBy(() -> new Plan(TERMS, " ", Optional.empty(), Optional.empty()))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("plan premium must have a name");
  }

  @Test
  void refusesPackWithoutCredits() {
    assertThatThrownBy(() -> new Pack("start", "Start", Credits.ZERO, Money.parse("1", "BRL")))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("pack start must have credits");
  }

  @Test
  void refusesPackWithoutName() {
    assertThatThrownBy(() -> new Pack("start", " ", Credits.of(1), Money.parse("1", "BRL")))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("pack start must have a name");
  }

  private static Plan plan(Optional<Money> creditValue) {
    return new Plan(TERMS, "Premium", Optional.empty(), creditValue);
  }
}

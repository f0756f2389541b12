package dev.saldo.domain.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.domain.Credits;
import dev.saldo.domain.InvalidValueException;
import dev.saldo.domain.Money;
import dev.saldo.domain.pricing.ExchangeRate;
import dev.saldo.domain.pricing.ExchangeRates;
import dev.saldo.domain.pricing.ProviderCost;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarginTest {
  private static final Instant JANUARY = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant JUNE = Instant.parse("2026-06-01T00:00:00Z");
  private static final ExchangeRates RATES =
      new ExchangeRates(
          List.of(
              new ExchangeRate("USD", "BRL", new BigDecimal("6"), JUNE),
              new ExchangeRate("USD", "BRL", new BigDecimal("5"), JANUARY)));

  /** 10 credits at R$ 0.50 bring R$ 5; US$ 0.70 cost R$ 3.50 at 5 and R$ 4.20 at 6. */
  @ParameterizedTest
  @CsvSource({
    "0.3,      0.70, 2026-01-01T00:00:00Z, false",
    "0.300001, 0.70, 2026-01-01T00:00:00Z, true",
    "0.3,      0.70, 2026-05-31T23:59:59Z, false",
    "0.3,      0.70, 2026-06-01T00:00:00Z, true",
    "0.16,     0.70, 2026-06-01T00:00:00Z, false",
    "0,        1.00, 2026-01-01T00:00:00Z, false",
    "0,        1.000001, 2026-01-01T00:00:00Z, true"
  })
  void comparesWhatIsLeftWithTheFloorExactly(
      String floor, String cost, Instant at, boolean isBelow) {
    Optional<ProviderCost> paid = Optional.of(new ProviderCost(new BigDecimal(cost), "USD"));

    Margin margin = plan(floor).margin(Credits.of(10), paid, RATES, at).orElseThrow();

    assertThat(margin.revenue()).isEqualByComparingTo("5");
    assertThat(margin.isBelowFloor()).isEqualTo(isBelow);
  }

  @Test
  void isBelowTheFloorWhenNobodyKnowsTheCost() {
    Optional<ProviderCost> dollars = Optional.of(new ProviderCost(new BigDecimal("0.01"), "USD"));
    Optional<ProviderCost> euros = Optional.of(new ProviderCost(new BigDecimal("0.01"), "EUR"));
    Optional<ProviderCost> reais = Optional.of(new ProviderCost(new BigDecimal("0.01"), "BRL"));
    Plan plan = plan("0");

    assertThat(plan.margin(Credits.of(1), Optional.empty(), RATES, JUNE).orElseThrow())
        .matches(Margin::isBelowFloor);
    assertThat(plan.margin(Credits.of(1), euros, RATES, JUNE).orElseThrow())
        .matches(Margin::isBelowFloor);
    assertThat(plan.margin(Credits.of(1), dollars, RATES, JANUARY.minusNanos(1)).orElseThrow())
        .matches(Margin::isBelowFloor);
    assertThat(plan.margin(Credits.of(1), reais, ExchangeRates.NONE, JUNE).orElseThrow())
        .matches(margin -> !margin.isBelowFloor());
  }

  @Test
  void needsACreditValueAndAFloorBelowOne() {
    assertThatThrownBy(() -> plan("1")).isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> plan("-0.1")).isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> plan(Optional.empty(), "0.3"))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("plan pro must say what a credit is worth to have a margin floor");
  }

  @Test
  void refusesRatesThatMeanNothing() {
    assertThatThrownBy(() -> new ExchangeRate("USD", "USD", BigDecimal.ONE, JUNE))
        .isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> new ExchangeRate("USD", "BRL", BigDecimal.ZERO, JUNE))
        .isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> new ExchangeRate("usd", "BRL", BigDecimal.ONE, JUNE))
        .isInstanceOf(InvalidValueException.class);
    ExchangeRate one = new ExchangeRate("USD", "BRL", BigDecimal.ONE, JUNE);
    assertThatThrownBy(() -> new ExchangeRates(List.of(one, one)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("two rows for exchange rate USD/BRL from 2026-06-01T00:00:00Z");
  }

  private static Plan plan(String floor) {
    return plan(Optional.of(Money.parse("0.50", "BRL")), floor);
  }

  private static Plan plan(Optional<Money> creditValue, String floor) {
    PlanTerms terms =
        new PlanTerms(
            "pro", 1, Credits.of(100), Enforcement.HARD, OverrunPolicy.CHARGE, Credits.ZERO);
    return new Plan(
        terms,
        "Pro",
        Optional.empty(),
        PaymentPeriod.MONTH,
        creditValue,
        Optional.of(new BigDecimal(floor)));
  }
}

package dev.saldo.domain.plan;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.domain.Credits;
import dev.saldo.domain.Money;
import dev.saldo.domain.Slug;
import dev.saldo.domain.pricing.ExchangeRates;
import dev.saldo.domain.pricing.ProviderCost;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * One version of an offer that customers can be on. A version never changes; customers stay on
 * theirs until they are moved.
 *
 * @param price what a payment costs; empty when the plan is not sold for money
 * @param paymentPeriod for how long a payment pays
 * @param creditValue what a credit is worth in money, for expected revenue
 * @param marginFloor the part of the expected revenue of a call that must be left when its provider
 *     is paid, from 0 to below 1; only with a credit value
 */
public record Plan(
    PlanTerms terms,
    String name,
    Optional<Money> price,
    PaymentPeriod paymentPeriod,
    Optional<Money> creditValue,
    Optional<BigDecimal> marginFloor) {
  public Plan {
    Slug.of(terms.plan());
    require(!name.isBlank(), "plan " + terms.plan() + " must have a name");
    require(
        marginFloor.isEmpty() || creditValue.isPresent(),
        "plan " + terms.plan() + " must say what a credit is worth to have a margin floor");
    require(
        marginFloor.isEmpty()
            || (marginFloor.get().signum() >= 0 && marginFloor.get().compareTo(BigDecimal.ONE) < 0),
        "the margin floor of plan " + terms.plan() + " must be from 0 to below 1");
    marginFloor = marginFloor.map(BigDecimal::stripTrailingZeros);
  }

  /** A plan that is paid for each cycle, if it is sold for money. */
  public Plan(PlanTerms terms, String name, Optional<Money> price, Optional<Money> creditValue) {
    this(terms, name, price, PaymentPeriod.MONTH, creditValue, Optional.empty());
  }

  /** The plan's slug. */
  public String slug() {
    return terms.plan();
  }

  /** The version, from 1. */
  public int version() {
    return terms.version();
  }

  /**
   * What a call would bring and cost.
   *
   * @param cost what the provider charges for it; empty when there is no cost row
   * @return empty when the plan sets no floor
   */
  public Optional<Margin> margin(
      Credits credits, Optional<ProviderCost> cost, ExchangeRates rates, Instant at) {
    return marginFloor.map(
        floor -> {
          String currency = creditValue.orElseThrow().currency().getCurrencyCode();
          Optional<BigDecimal> spent =
              cost.flatMap(paid -> rates.convert(paid.amount(), paid.currency(), currency, at));
          return new Margin(expectedRevenue(credits).orElseThrow(), spent, floor, currency);
        });
  }

  /**
   * The money that the credits of a call stand for, exact, in whole units of the credit value's
   * currency; empty when the plan gives credits no value.
   */
  public Optional<BigDecimal> expectedRevenue(Credits credits) {
    return creditValue.map(
        value ->
            new BigDecimal(value.amount())
                .multiply(BigDecimal.valueOf(credits.micros(), Credits.DECIMALS)));
  }
}

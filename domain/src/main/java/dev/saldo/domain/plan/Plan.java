package dev.saldo.domain.plan;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.domain.Credits;
import dev.saldo.domain.Money;
import dev.saldo.domain.Slug;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * One version of an offer that customers can be on. A version never changes; customers stay on
 * theirs until they are moved.
 *
 * @param price what a payment costs; empty when the plan is not sold for money
 * @param paymentPeriod for how long a payment pays
 * @param creditValue what a credit is worth in money, for expected revenue
 */
public record Plan(
    PlanTerms terms,
    String name,
    Optional<Money> price,
    PaymentPeriod paymentPeriod,
    Optional<Money> creditValue) {
  public Plan {
    Slug.of(terms.plan());
    require(!name.isBlank(), "plan " + terms.plan() + " must have a name");
  }

  /** A plan that is paid for each cycle, if it is sold for money. */
  public Plan(PlanTerms terms, String name, Optional<Money> price, Optional<Money> creditValue) {
    this(terms, name, price, PaymentPeriod.MONTH, creditValue);
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

package dev.saldo.domain.plan;

import static dev.saldo.domain.InvalidValueException.require;

/**
 * For how long a payment of a plan pays. The allowance is given each month all the same.
 *
 * @param months 1 to 36
 */
public record PaymentPeriod(int months) {
  /** The longest, in months. */
  public static final int MONTHS_MAX = 36;

  /** A payment for each cycle. */
  public static final PaymentPeriod MONTH = new PaymentPeriod(1);

  public PaymentPeriod {
    require(months >= 1 && months <= MONTHS_MAX, "payment_months must be 1 to " + MONTHS_MAX);
  }
}

package dev.saldo.domain.pricing;

import static dev.saldo.domain.InvalidValueException.require;

import java.math.BigDecimal;

/**
 * What a provider charges us, exact to the last decimal.
 *
 * @param amount in whole units of the currency, never negative, never rounded
 * @param currency a code of ISO 4217
 */
public record ProviderCost(BigDecimal amount, String currency) {
  public ProviderCost {
    require(amount.signum() >= 0, "must not be negative");
    amount = amount.stripTrailingZeros();
  }

  /** The amount as a plain decimal, without exponent: {@code 0.000705}. */
  public String plainAmount() {
    return amount.toPlainString();
  }

  @Override
  public String toString() {
    return currency + " " + plainAmount();
  }
}

package dev.saldo.domain;

import static dev.saldo.domain.InvalidValueException.require;

import java.math.BigDecimal;
import java.util.Currency;

/** An amount of money, never negative, in minor units of an ISO 4217 currency: BRL centavos. */
public record Money(long minor, Currency currency) {
  public Money {
    require(minor >= 0, "must not be negative");
  }

  /**
   * Reads {@code "39.70"} and {@code "BRL"}.
   *
   * @throws InvalidValueException if the currency is unknown or has fewer decimals than given
   */
  public static Money parse(String amount, String currency) {
    Currency known;
    try {
      known = Currency.getInstance(currency);
    } catch (IllegalArgumentException e) {
      throw new InvalidValueException("must be a currency code of ISO 4217, such as \"BRL\"");
    }
    require(amount.matches("[0-9]{1,15}(\\.[0-9]{1,4})?"), "must be a decimal, such as \"39.70\"");
    try {
      BigDecimal minor =
          new BigDecimal(amount).movePointRight(Math.max(0, known.getDefaultFractionDigits()));
      return new Money(minor.longValueExact(), known);
    } catch (ArithmeticException e) {
      throw new InvalidValueException("has more decimals than " + currency);
    }
  }

  /** The amount in major units with the currency's decimals: {@code 39.70}. */
  public String amount() {
    return BigDecimal.valueOf(minor, Math.max(0, currency.getDefaultFractionDigits()))
        .toPlainString();
  }
}

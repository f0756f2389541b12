package dev.saldo.domain.pricing;

import static dev.saldo.domain.InvalidValueException.require;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * What a unit of one currency is worth in another, from a time on until the next rate of the pair.
 *
 * @param from a code of ISO 4217
 * @param to a code of ISO 4217, another than {@code from}
 * @param rate above 0
 */
public record ExchangeRate(String from, String to, BigDecimal rate, Instant effectiveFrom) {
  private static final Pattern CODE = Pattern.compile("[A-Z]{3}");

  public ExchangeRate {
    require(
        CODE.matcher(from).matches() && CODE.matcher(to).matches(),
        "must be the code of a currency, such as \"USD\"");
    require(!from.equals(to), "the currencies of an exchange rate must differ");
    require(rate.signum() > 0, "an exchange rate must be above 0");
    rate = rate.stripTrailingZeros();
  }

  /** The pair for people: {@code USD/BRL}. */
  public String pair() {
    return from + "/" + to;
  }
}

package dev.saldo.domain.pricing;

import java.math.BigDecimal;

/**
 * One line of a rating.
 *
 * @param kind {@code call}, {@code token_block}, the code of a token class, {@code unit:} with the
 *     unit's name, or what was done to their sum: {@code multiplier}, {@code minimum}, {@code
 *     rounding}
 * @param quantity what was counted; 1 for what was done to the sum
 * @param credits exact; a multiplier below 1 gives a negative line
 */
public record PriceLine(String kind, long quantity, BigDecimal credits) {
  public PriceLine {
    credits = credits.stripTrailingZeros();
  }
}

package dev.saldo.domain.pricing;

import static dev.saldo.domain.InvalidValueException.require;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** Rates per million tokens of each class, in millionths of a credit or of a currency's unit. */
final class TokenRates {
  /** Millionths of a unit per million tokens: a token costs that many times 10<sup>-12</sup>. */
  private static final int DECIMALS_PER_TOKEN = 12;

  private TokenRates() {}

  /** A copy in the order of the classes; input and output must be there, none below zero. */
  static Map<TokenClass, Long> checked(Map<TokenClass, Long> microsPerMillion) {
    Map<TokenClass, Long> copy = new EnumMap<>(TokenClass.class);
    copy.putAll(microsPerMillion);
    require(
        copy.containsKey(TokenClass.INPUT) && copy.containsKey(TokenClass.OUTPUT),
        "must name a rate for input and for output");
    require(copy.values().stream().allMatch(rate -> rate >= 0), "a rate must not be negative");
    return Collections.unmodifiableMap(copy);
  }

  /** What the tokens cost, exactly, at the rate of their class or of its basis. */
  static BigDecimal cost(Map<TokenClass, Long> rates, TokenClass kind, long tokens) {
    Long rate = rates.get(kind);
    long applied = rate == null ? rates.getOrDefault(kind.basis(), 0L) : rate;
    return BigDecimal.valueOf(applied, DECIMALS_PER_TOKEN).multiply(BigDecimal.valueOf(tokens));
  }
}

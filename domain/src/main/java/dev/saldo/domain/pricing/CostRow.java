package dev.saldo.domain.pricing;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.domain.InvalidValueException;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.Slug;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Currency;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a provider charges us for a model.
 *
 * @param microsPerMillion millionths of the currency's unit per million tokens; input and output
 *     must be named, the other classes fall back on them as in a price
 * @param microsPerUnit millionths of the currency's unit for each named unit
 * @param currency a code of ISO 4217
 */
public record CostRow(
    ModelId model,
    Map<TokenClass, Long> microsPerMillion,
    Map<String, Long> microsPerUnit,
    String currency) {
  private static final int MICRO_DECIMALS = 6;

  public CostRow {
    microsPerMillion = TokenRates.checked(microsPerMillion);
    microsPerUnit.keySet().forEach(Slug::of);
    require(
        microsPerUnit.values().stream().allMatch(rate -> rate >= 0), "a rate must not be negative");
    microsPerUnit = Collections.unmodifiableMap(new TreeMap<>(microsPerUnit));
    requireCurrency(currency);
  }

  /** What the usage costs us. */
  ProviderCost of(TokenUsage usage) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Map.Entry<TokenClass, Long> count : usage.tokens().entrySet()) {
      sum = sum.add(TokenRates.cost(microsPerMillion, count.getKey(), count.getValue()));
    }
    for (Map.Entry<String, Long> count : usage.units().entrySet()) {
      long each = microsPerUnit.getOrDefault(count.getKey(), 0L);
      BigDecimal units = BigDecimal.valueOf(count.getValue());
      sum = sum.add(BigDecimal.valueOf(each, MICRO_DECIMALS).multiply(units));
    }
    return new ProviderCost(sum, currency);
  }

  private static void requireCurrency(String code) {
    try {
      Currency.getInstance(code);
    } catch (IllegalArgumentException e) {
      throw new InvalidValueException("must be a currency code of ISO 4217, such as \"USD\"");
    }
  }
}

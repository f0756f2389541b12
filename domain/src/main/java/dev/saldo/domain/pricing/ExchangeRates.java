package dev.saldo.domain.pricing;

import static dev.saldo.domain.InvalidValueException.require;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every exchange rate, each from when it applies. */
public record ExchangeRates(List<ExchangeRate> rates) {
  /** No rates: each currency is worth itself. */
  public static final ExchangeRates NONE = new ExchangeRates(List.of());

  public ExchangeRates {
    rates = List.copyOf(rates);
    Set<String> seen = new HashSet<>();
    for (ExchangeRate rate : rates) {
      require(
          seen.add(rate.pair() + rate.effectiveFrom()),
          "two rows for exchange rate " + rate.pair() + " from " + rate.effectiveFrom());
    }
  }

  /** An amount in another currency, exact; empty when no rate applies yet. */
  public Optional<BigDecimal> convert(BigDecimal amount, String from, String to, Instant at) {
    if (from.equals(to)) {
      return Optional.of(amount);
    }
    return rates.stream()
        .filter(rate -> rate.from().equals(from) && rate.to().equals(to))
        .filter(rate -> !rate.effectiveFrom().isAfter(at))
        .max(Comparator.comparing(ExchangeRate::effectiveFrom))
        .map(rate -> amount.multiply(rate.rate()));
  }

  /** Whether there is a rate of a pair, whenever it applies. */
  public boolean knows(String from, String to) {
    return from.equals(to)
        || rates.stream().anyMatch(rate -> rate.from().equals(from) && rate.to().equals(to));
  }
}

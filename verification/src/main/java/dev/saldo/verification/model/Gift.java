package dev.saldo.verification.model;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * What is granted.
 *
 * @param amount micro-credits
 * @param priority lower burns first
 * @param from when it arrives; empty for at once
 * @param source {@code purchase}, {@code promo}, {@code adjustment}, {@code plan} or {@code
 *     rollover}
 * @param paid whether money was paid for it
 * @param feature the only one it pays for; empty for any
 * @param provider the only one it pays for; empty for any
 */
public record Gift(
    BigInteger amount,
    int priority,
    Optional<Instant> from,
    Optional<Instant> expires,
    String source,
    boolean paid,
    Optional<String> feature,
    Optional<String> provider) {
  private static final int USUAL_PRIORITY = 50;

  /** What time gives, until the beginning of a day. */
  static Gift until(LocalDate day, String source, BigInteger amount) {
    return new Gift(
        amount,
        USUAL_PRIORITY,
        Optional.empty(),
        Optional.of(day.atStartOfDay(ZoneOffset.UTC).toInstant()),
        source,
        false,
        Optional.empty(),
        Optional.empty());
  }

  boolean paysFor(String usedFeature, String usedProvider) {
    return feature.orElse(usedFeature).equals(usedFeature)
        && provider.orElse(usedProvider).equals(usedProvider);
  }

  boolean repaysDebt() {
    return !source.equals("promo") && feature.isEmpty() && provider.isEmpty();
  }
}

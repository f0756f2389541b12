package dev.saldo.verification.model;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A call that somebody wants authorized.
 *
 * @param user empty for the anonymous one
 * @param model the wanted one
 * @param fallback whether others may follow it
 * @param credits what is estimated, in micro-credits; empty when tokens are, or nothing
 * @param tokens what is estimated; empty when credits are, or nothing
 */
public record Call(
    String user,
    String profile,
    String feature,
    Optional<String> model,
    boolean fallback,
    Optional<BigInteger> credits,
    OptionalLong tokens,
    Duration lifetime) {
  /** Tokens of a usual call of every feature. */
  private static final long USUAL = 2_300;

  /** What is expected to be due. */
  BigInteger due() {
    return credits.orElseGet(() -> Amount.ofTokens(tokens.orElse(USUAL)));
  }
}

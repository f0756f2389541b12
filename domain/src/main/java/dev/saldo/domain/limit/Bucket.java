package dev.saldo.domain.limit;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The token bucket of a rate. A call fills it, time empties it: as much flows out in a minute as
 * the rate allows, so after a rest that much may come at once, and never more.
 *
 * <p>A counter keeps it: its content, in millionths of a unit, in place of what is used, and the
 * microsecond at which it had that content in place of what is reserved. The maximum is not in it,
 * so a changed one meets the same content.
 *
 * @param content in millionths of a call or token
 * @param micros since the epoch
 */
record Bucket(long content, long micros) {
  private static final long UNIT = 1_000_000;
  private static final long SECONDS = 60;
  private static final long MICROS_OF_MINUTE = SECONDS * UNIT;

  static Bucket of(Counter counter) {
    return new Bucket(counter.used(), counter.reserved());
  }

  /** What is in it at an instant; rounded up, so that never more is let through than is allowed. */
  private long contentAt(long instant, long max) {
    long passed = Math.max(0, instant - micros);
    return Math.max(0, content - quotient(passed, max, SECONDS, 0));
  }

  /** The content that so many units make; the most a bucket can hold if that is less. */
  static long filledBy(long amount) {
    return quotient(amount, UNIT, 1, 0);
  }

  CounterDelta taking(CounterKey key, long amount, Instant at, long max) {
    long now = Math.max(micros, micros(at));
    long filled = Counter.together(contentAt(now, max), filledBy(amount));
    return new CounterDelta(key, filled - content, now - micros);
  }

  /** The rate with what is in the bucket, in whole units; it begins anew when that has gone. */
  LimitState state(Limit limit, Instant at) {
    long left = contentAt(micros(at), limit.max());
    Instant empty =
        left == 0
            ? at
            : Instant.EPOCH.plus(micros, ChronoUnit.MICROS).plus(emptying(content, limit.max()));
    return new LimitState(
        limit, new Counter(Math.ceilDiv(left, UNIT), 0), new Window(WindowKind.RATE, at, empty));
  }

  /**
   * How long a content takes to flow out, rounded up to a microsecond; a minute where nothing
   * flows.
   */
  static Duration emptying(long content, long max) {
    return max == 0
        ? Duration.ofMinutes(1)
        : Duration.of(quotient(content, SECONDS, max, max - 1), ChronoUnit.MICROS);
  }

  /** How long before it is empty a bucket has room for so much; rounded down. */
  static Duration roomBeforeEmpty(long amount, long max) {
    return Duration.of(quotient(max - amount, MICROS_OF_MINUTE, max, 0), ChronoUnit.MICROS);
  }

  /** {@code (one * other + more) / by}, or the largest number if that is less; none is negative. */
  private static long quotient(long one, long other, long by, long more) {
    long product = one * other;
    if (Math.multiplyHigh(one, other) == 0 && product >= 0 && product <= Long.MAX_VALUE - more) {
      return (product + more) / by;
    }
    BigInteger exact =
        BigInteger.valueOf(one)
            .multiply(BigInteger.valueOf(other))
            .add(BigInteger.valueOf(more))
            .divide(BigInteger.valueOf(by));
    return exact.bitLength() < Long.SIZE ? exact.longValue() : Long.MAX_VALUE;
  }

  private static long micros(Instant at) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }
}

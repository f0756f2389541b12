package dev.saldo.domain.limit;

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
    boolean isEmpty = max > 0 && passed > Long.MAX_VALUE / max;
    return isEmpty ? 0 : Math.max(0, content - passed * max / SECONDS);
  }

  /** The content that so many units make. */
  static long filledBy(long amount) {
    return Math.multiplyExact(amount, UNIT);
  }

  CounterDelta taking(CounterKey key, long amount, Instant at, long max) {
    long now = Math.max(micros, micros(at));
    long filled = Math.addExact(contentAt(now, max), filledBy(amount));
    return new CounterDelta(key, Math.subtractExact(filled, content), now - micros);
  }

  /** The rate with what is in the bucket, in whole units; it begins anew when that has gone. */
  LimitState state(Limit limit, Instant at) {
    long units = Math.ceilDiv(contentAt(micros(at), limit.max()), UNIT);
    return new LimitState(
        limit,
        new Counter(units, 0),
        new Window(WindowKind.RATE, at, at.plus(emptying(units, limit.max()))));
  }

  /** How long so many units take to flow out, rounded up to a microsecond. */
  static Duration emptying(long units, long max) {
    if (max == 0 || units > Long.MAX_VALUE / MICROS_OF_MINUTE) {
      return Duration.ofMinutes(1);
    }
    return Duration.of(Math.ceilDiv(units * MICROS_OF_MINUTE, max), ChronoUnit.MICROS);
  }

  private static long micros(Instant at) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }
}

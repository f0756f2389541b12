package dev.saldo.domain.limit;

import static dev.saldo.domain.InvalidValueException.require;

/**
 * How much of a window is taken, in the unit of its {@link Meter}. Of a rate the two say something
 * else: how full its {@link Bucket} is, and since when.
 *
 * @param used by calls that were made; of a rate the content in millionths of a unit
 * @param reserved by open holds; of a rate the time of that content in microseconds since the epoch
 */
public record Counter(long used, long reserved) {
  /** A window nobody has counted in yet. */
  public static final Counter NONE = new Counter(0, 0);

  public Counter {
    require(used >= 0 && reserved >= 0, "a counter must not be negative");
  }

  /** Used and reserved together: what a limit compares with its maximum. */
  public long taken() {
    return Math.addExact(used, reserved);
  }

  /**
   * The counter after a change. A rate's is never fuller than it can be: settling must not fail.
   */
  public Counter plus(CounterDelta delta) {
    long filled =
        delta.key().kind() == WindowKind.RATE
            ? Bucket.together(used, delta.used())
            : Math.addExact(used, delta.used());
    return new Counter(filled, Math.addExact(reserved, delta.reserved()));
  }
}

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

  /**
   * Used and reserved together, or the most there can be: what a limit compares with its maximum.
   */
  public long taken() {
    return together(used, reserved);
  }

  /**
   * The counter after a change. It is never fuller than a number can say: settling must not fail.
   * One that is full stays full, since nobody knows by how much more; a rate's flows out. What is
   * reserved is exact.
   */
  public Counter plus(CounterDelta delta) {
    boolean stays = used == Long.MAX_VALUE && delta.key().kind() != WindowKind.RATE;
    long filled = stays ? used : together(used, delta.used());
    return new Counter(filled, Math.addExact(reserved, delta.reserved()));
  }

  /** The sum, or the number nearest to it. */
  public static long together(long one, long other) {
    long sum = one + other;
    boolean isBeyond = ((one ^ sum) & (other ^ sum)) < 0;
    return isBeyond ? (one < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
  }
}

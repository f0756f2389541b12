package dev.saldo.domain.limit;

import static dev.saldo.domain.InvalidValueException.require;

/**
 * How much of a window is taken, in the unit of its {@link Meter}.
 *
 * @param used by calls that were made
 * @param reserved by open holds
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

  /** The counter after a change. */
  public Counter plus(CounterDelta delta) {
    return new Counter(
        Math.addExact(used, delta.used()), Math.addExact(reserved, delta.reserved()));
  }
}

package dev.saldo.benchmarks.http;

/**
 * When calls arrive. In a closed loop a caller calls again as soon as it was answered; in an open
 * one calls arrive at a steady rate whether or not the earlier ones were answered.
 */
interface Arrivals {
  /** The time of an arrival that is not in the future, which is then taken; else {@link #NONE}. */
  long take(long now);

  /** How long nothing will arrive, in nanoseconds. */
  long nanosUntilNext(long now);

  long NONE = Long.MIN_VALUE;

  /** One whenever somebody is free. */
  static Arrivals whenFree() {
    return new Arrivals() {
      @Override
      public long take(long now) {
        return now;
      }

      @Override
      public long nanosUntilNext(long now) {
        return 0;
      }
    };
  }

  /** So many in a second, evenly. */
  static Arrivals atRate(int perSecond, long start) {
    return new Arrivals() {
      private static final long SECOND = 1_000_000_000L;
      private long taken;

      private long next() {
        return start + taken * SECOND / perSecond;
      }

      @Override
      public long take(long now) {
        long due = next();
        if (due > now) {
          return NONE;
        }
        taken++;
        return due;
      }

      @Override
      public long nanosUntilNext(long now) {
        return Math.max(0, next() - now);
      }
    };
  }
}

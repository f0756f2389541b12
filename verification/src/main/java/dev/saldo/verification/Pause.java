package dev.saldo.verification;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits. */
final class Pause {
  private static final long LOOK_MILLIS = 20;

  private Pause() {}

  static void of(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  static void millis(long millis) {
    of(Duration.ofMillis(millis));
  }

  /** Waits for a condition; false if it does not come true in time. */
  static boolean until(Duration max, BooleanSupplier condition) {
    long deadline = System.nanoTime() + max.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      millis(LOOK_MILLIS);
    }
    return true;
  }
}

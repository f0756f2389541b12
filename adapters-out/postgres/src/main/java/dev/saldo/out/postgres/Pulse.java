package dev.saldo.out.postgres;

import dev.saldo.application.UnavailableException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Whether the database answers at all. While several wait and none of them has heard from it for a
 * while, whoever comes next is refused at once instead of waiting with them. As soon as one is
 * answered, or those that wait have given up, callers are let through again.
 */
final class Pulse {
  /** Fewer than this may just have asked for much. */
  static final int WAITING_MIN = 8;

  static final long SILENT_NANOS_MAX = 750_000_000;

  private final LongSupplier nanoTime;
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile long heardAt;

  Pulse(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Somebody is about to ask.
   *
   * @throws UnavailableException if the database does not answer
   */
  void ask() {
    long now = nanoTime.getAsLong();
    if (waiting.get() >= WAITING_MIN && now - heardAt > SILENT_NANOS_MAX) {
      throw new UnavailableException("database", null);
    }
    if (waiting.getAndIncrement() == 0) {
      heardAt = now;
    }
  }

  /** Whoever asked waits no more. */
  void leave(boolean answered) {
    if (answered) {
      heardAt = nanoTime.getAsLong();
    }
    waiting.decrementAndGet();
  }
}

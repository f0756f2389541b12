package dev.saldo.domain.limit;

import java.time.Instant;
import java.util.Optional;

/**
 * A limit as it stands, for answers and refusals.
 *
 * @param counter of a rate: what has not flowed out yet, as used
 * @param window of a rate: until all of it has flowed out
 */
public record LimitState(Limit limit, Counter counter, Window window) {
  /** Whether so much more fits. */
  public boolean admits(long amount) {
    return limit.admits(counter, amount);
  }

  /** What is left: never negative, also when usage went past the maximum. */
  public long remaining() {
    return Math.max(0, limit.max() - counter.taken());
  }

  /** Whether more is taken than it allows, as can be of a soft one or after a late settlement. */
  public boolean isExceeded() {
    return counter.taken() > limit.max();
  }

  /** The same when a call has taken so much more. */
  public LimitState with(long amount) {
    if (limit.window() == WindowKind.RATE) {
      Counter filled = new Counter(Counter.together(counter.used(), amount), 0);
      Instant empty = window.end().plus(Bucket.emptying(Bucket.filledBy(amount), limit.max()));
      return new LimitState(limit, filled, new Window(WindowKind.RATE, window.start(), empty));
    }
    Counter reserved = new Counter(counter.used(), Counter.together(counter.reserved(), amount));
    return new LimitState(limit, reserved, window);
  }

  /**
   * When it counts from nothing again; empty for open authorizations, which end when they are
   * settled.
   */
  public Optional<Instant> resetsAt() {
    return limit.window() == WindowKind.OPEN ? Optional.empty() : Optional.of(window.end());
  }

  /** Whether so much fits when nothing else is taken. */
  public boolean everAdmits(long amount) {
    return amount <= limit.max();
  }

  /**
   * The earliest time at which so much would fit, if nothing else comes; empty when it never fits,
   * and when only the end of calls can tell.
   */
  public Optional<Instant> admitsAt(long amount) {
    if (!everAdmits(amount)) {
      return Optional.empty();
    }
    return limit.window() == WindowKind.RATE ? Optional.of(roomAt(amount)) : resetsAt();
  }

  private Instant roomAt(long amount) {
    if (admits(amount)) {
      return window.start();
    }
    return window.end().minus(Bucket.roomBeforeEmpty(amount, limit.max()));
  }
}

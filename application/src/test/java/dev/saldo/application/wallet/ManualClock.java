package dev.saldo.application.wallet;

import dev.saldo.application.Clock;
import dev.saldo.domain.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that a test moves. */
public final class ManualClock implements Clock, InstantSource {
  private volatile Instant now;

  /** A clock that stands at {@code start}. */
  public ManualClock(Instant start) {
    this.now = start;
  }

  @Override
  public Instant now(TenantId tenant) {
    return now;
  }

  @Override
  public Instant instant() {
    return now;
  }

  /** Moves on; backwards when negative. */
  public void advance(Duration by) {
    now = now.plus(by);
  }

  /** Moves to an instant. */
  public void set(Instant instant) {
    now = instant;
  }
}

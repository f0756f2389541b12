package dev.saldo.application.identity;

import dev.saldo.application.Clock;
import dev.saldo.domain.TenantId;
import java.time.Instant;
import java.time.InstantSource;

/** The real time, but for test tenants whose clock was set: theirs stands where it was put. */
public final class TenantClock implements Clock {
  private final TestClocks clocks;
  private final InstantSource real;

  public TenantClock(TestClocks clocks, InstantSource real) {
    this.clocks = clocks;
    this.real = real;
  }

  @Override
  public Instant now(TenantId tenant) {
    return clocks.find(tenant).orElseGet(real::instant);
  }
}

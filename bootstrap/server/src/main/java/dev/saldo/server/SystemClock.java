package dev.saldo.server;

import dev.saldo.application.Clock;
import dev.saldo.domain.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** The machine's time, to the microsecond, which is what the database keeps. */
final class SystemClock implements Clock, InstantSource {
  @Override
  public Instant now(TenantId tenant) {
    return instant();
  }

  @Override
  public Instant instant() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }
}

package dev.saldo.server;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** The machine's time, to the microsecond, which is what the database keeps. */
final class SystemClock implements InstantSource {
  @Override
  public Instant instant() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }
}

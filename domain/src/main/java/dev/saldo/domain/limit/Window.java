package dev.saldo.domain.limit;

import java.time.Instant;

/** A stretch of time in which a limit counts: from {@code start} to before {@code end}. */
public record Window(WindowKind kind, Instant start, Instant end) {
  boolean contains(Instant at) {
    return !at.isBefore(start) && at.isBefore(end);
  }
}

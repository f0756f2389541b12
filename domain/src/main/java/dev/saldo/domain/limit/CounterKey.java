package dev.saldo.domain.limit;

import java.time.Instant;

/**
 * Names a counter of a wallet: a {@link Meter} in one window.
 *
 * @param windowStart the epoch for what has no windows: rates and open authorizations
 */
public record CounterKey(
    String subject,
    String feature,
    String target,
    LimitUnit unit,
    WindowKind kind,
    Instant windowStart) {

  /** What is counted, in whichever window. */
  public Meter meter() {
    return new Meter(subject, feature, target, unit, kind);
  }
}

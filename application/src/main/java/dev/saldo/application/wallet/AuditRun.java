package dev.saldo.application.wallet;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One run of the self-audit over a tenant, by the real time.
 *
 * @param id rises with time
 * @param requestedAt when it was asked for, or began
 * @param end empty while it waits or runs
 */
public record AuditRun(String id, Kind kind, Instant requestedAt, Optional<End> end) {
  /** What is looked at. */
  public enum Kind {
    /** The wallets that changed since they were last looked at. */
    INCREMENTAL,
    /** Everything, from the beginning. */
    FULL
  }

  /**
   * How a run ended.
   *
   * @param took how long looking took, without what it waited
   * @param findings how many findings there were in what was looked at
   */
  public record End(Instant at, Duration took, Inspection.Tally looked, long findings) {}
}

package dev.saldo.application.wallet;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Audits the tenants for which a full run was asked, from the beginning. A run that was cut off is
 * begun again by whoever comes next.
 */
public final class AuditOnRequest {
  private final LedgerInspection inspection;
  private final AuditRuns runs;
  private final InstantSource time;

  /** An audit by the real time. */
  public AuditOnRequest(LedgerInspection inspection, AuditRuns runs, InstantSource time) {
    this.inspection = inspection;
    this.runs = runs;
    this.time = time;
  }

  /**
   * Does what was asked for, unless another instance is at it.
   *
   * @return what all of these runs showed; nothing when none was asked for
   * @throws dev.saldo.application.UnavailableException if the store does not answer
   */
  public Inspection audit() {
    if (runs.requested().isEmpty()) {
      return Inspection.NOTHING;
    }
    return runs.alone(AuditRun.Kind.FULL, this::auditAll).orElse(Inspection.NOTHING);
  }

  /** What waits is read again: whoever was at it before may have done it. */
  private Inspection auditAll() {
    return runs.requested().stream().map(this::audit).reduce(Inspection.NOTHING, Inspection::and);
  }

  private Inspection audit(AuditRuns.Requested run) {
    Instant began = time.instant();
    Inspection shown = inspection.inspectAll(run.tenant());
    Instant ended = time.instant();
    runs.end(
        run,
        new AuditRun.End(
            ended, Duration.between(began, ended), shown.total(), shown.findingsOf(run.tenant())));
    return shown;
  }
}

package dev.saldo.application.wallet;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

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
   * Does what was asked for, unless another instance is at it. A tenant that cannot be judged keeps
   * no other from being, and its run waits.
   *
   * @param shown is told of each tenant as soon as it was judged, also when another fails
   * @throws dev.saldo.application.UnavailableException if the store does not answer
   */
  public void audit(Consumer<Inspection> shown) {
    if (!runs.requested().isEmpty()) {
      runs.alone(AuditRun.Kind.FULL, () -> auditAll(shown));
    }
  }

  /** What waits is read again: whoever was at it before may have done it. */
  private boolean auditAll(Consumer<Inspection> shown) {
    OneByOne judging = new OneByOne();
    runs.requested().forEach(run -> judging.attempt(() -> audit(run, shown)));
    judging.end();
    return true;
  }

  private void audit(AuditRuns.Requested run, Consumer<Inspection> shown) {
    Instant began = time.instant();
    Inspection all = inspection.inspectAll(run.tenant());
    Instant ended = time.instant();
    shown.accept(all);
    runs.end(
        run,
        new AuditRun.End(
            ended, Duration.between(began, ended), all.total(), all.findingsOf(run.tenant())));
  }
}

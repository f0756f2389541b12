package dev.saldo.application.wallet;

import dev.saldo.domain.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Audits everything of a tenant, from the beginning, while its caller waits. */
public final class AuditTenant {
  private final LedgerInspection inspection;
  private final AuditRuns runs;
  private final InstantSource time;

  /** An audit by the real time. */
  public AuditTenant(LedgerInspection inspection, AuditRuns runs, InstantSource time) {
    this.inspection = inspection;
    this.runs = runs;
    this.time = time;
  }

  /**
   * Audits the tenant and adds the run.
   *
   * @return empty, with nothing done, while a full run of any tenant is under way
   * @throws dev.saldo.application.UnavailableException if the store does not answer
   */
  public Optional<Inspection> audit(TenantId tenant) {
    return runs.alone(AuditRun.Kind.FULL, () -> auditAll(tenant));
  }

  private Inspection auditAll(TenantId tenant) {
    Instant began = time.instant();
    Inspection shown = inspection.inspectAll(tenant);
    Instant ended = time.instant();
    runs.add(
        tenant,
        AuditRun.Kind.FULL,
        new AuditRun.End(
            ended, Duration.between(began, ended), shown.total(), shown.findings().size()));
    return shown;
  }
}

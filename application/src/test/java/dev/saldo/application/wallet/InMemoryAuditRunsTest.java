package dev.saldo.application.wallet;

import dev.saldo.domain.TenantId;

final class InMemoryAuditRunsTest extends AuditRunsContract {
  private final InMemoryAuditRuns runs = new InMemoryAuditRuns();
  private long tenants;

  @Override
  protected AuditRuns runs() {
    return runs;
  }

  @Override
  protected TenantId newTenant() {
    return new TenantId(++tenants);
  }
}

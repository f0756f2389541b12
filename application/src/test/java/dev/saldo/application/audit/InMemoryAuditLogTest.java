package dev.saldo.application.audit;

import dev.saldo.application.wallet.Samples;
import dev.saldo.domain.TenantId;

final class InMemoryAuditLogTest extends AuditLogContract {
  private final InMemoryAuditLog log = new InMemoryAuditLog();

  @Override
  protected AuditLog log() {
    return log;
  }

  @Override
  protected void add(TenantId tenant, AuditNote note) {
    log.add(tenant, note);
  }

  @Override
  protected TenantId newTenant() {
    return Samples.newTenant();
  }
}

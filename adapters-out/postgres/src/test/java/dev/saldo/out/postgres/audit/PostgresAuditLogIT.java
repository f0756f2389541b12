package dev.saldo.out.postgres.audit;

import dev.saldo.application.audit.AuditLog;
import dev.saldo.application.audit.AuditLogContract;
import dev.saldo.application.audit.AuditNote;
import dev.saldo.domain.TenantId;
import dev.saldo.out.postgres.TenantWork;
import dev.saldo.out.postgres.TestDatabase;

final class PostgresAuditLogIT extends AuditLogContract {
  private final TenantWork work = new TenantWork(TestDatabase.get().app());

  @Override
  protected AuditLog log() {
    return new PostgresAuditLog(work);
  }

  @Override
  protected void add(TenantId tenant, AuditNote note) {
    work.inTenant(
        tenant,
        connection -> {
          AuditRows.insert(connection, tenant, note);
          return note;
        });
  }

  @Override
  protected TenantId newTenant() {
    return TestDatabase.get().newTenant(false).id();
  }
}

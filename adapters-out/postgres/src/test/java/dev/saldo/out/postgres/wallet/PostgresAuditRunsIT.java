package dev.saldo.out.postgres.wallet;

import dev.saldo.application.wallet.AuditRuns;
import dev.saldo.application.wallet.AuditRunsContract;
import dev.saldo.domain.TenantId;
import dev.saldo.out.postgres.Pool;
import dev.saldo.out.postgres.TenantWork;
import dev.saldo.out.postgres.TestDatabase;

final class PostgresAuditRunsIT extends AuditRunsContract {
  private final AuditRuns runs =
      new PostgresAuditRuns(
          new TenantWork(TestDatabase.get().app()), Pool.of(TestDatabase.get().ledger()));

  @Override
  protected AuditRuns runs() {
    return runs;
  }

  @Override
  protected TenantId newTenant() {
    return TestDatabase.get().newTenant(false).id();
  }
}

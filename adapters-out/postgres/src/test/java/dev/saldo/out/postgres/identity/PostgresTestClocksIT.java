package dev.saldo.out.postgres.identity;

import dev.saldo.application.identity.TestClocks;
import dev.saldo.application.identity.TestClocksContract;
import dev.saldo.domain.TenantId;
import dev.saldo.out.postgres.TenantWork;
import dev.saldo.out.postgres.TestDatabase;

final class PostgresTestClocksIT extends TestClocksContract {
  @Override
  protected TestClocks clocks() {
    return new PostgresTestClocks(new TenantWork(TestDatabase.get().app()));
  }

  @Override
  protected TestClocks elsewhere() {
    return clocks();
  }

  @Override
  protected TenantId newTenant(boolean test) {
    return TestDatabase.get().newTenant(false, test).id();
  }
}

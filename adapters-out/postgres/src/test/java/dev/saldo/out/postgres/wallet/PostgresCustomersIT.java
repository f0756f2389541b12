package dev.saldo.out.postgres.wallet;

import dev.saldo.application.wallet.CustomersContract;
import dev.saldo.application.wallet.ManualClock;
import dev.saldo.application.wallet.Samples;
import dev.saldo.domain.TenantId;
import dev.saldo.out.postgres.TenantWork;
import dev.saldo.out.postgres.TestDatabase;

final class PostgresCustomersIT extends CustomersContract {
  @Override
  protected Stores stores() {
    TenantWork work = new TenantWork(TestDatabase.get().app());
    return new Stores(
        new PostgresCustomers(work),
        new PostgresUsers(work),
        PostgresFixture.on(new ManualClock(Samples.START)).ledger());
  }

  @Override
  protected TenantId newTenant() {
    return TestDatabase.get().newTenant(true).id();
  }
}

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
    ManualClock clock = new ManualClock(Samples.START);
    return new Stores(
        new PostgresCustomers(work, clock),
        new PostgresUsers(work),
        PostgresFixture.on(clock).ledger(),
        clock);
  }

  @Override
  protected TenantId newTenant() {
    return TestDatabase.get().newTenant(true).id();
  }
}

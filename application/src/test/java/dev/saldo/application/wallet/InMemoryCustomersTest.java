package dev.saldo.application.wallet;

import dev.saldo.domain.TenantId;

final class InMemoryCustomersTest extends CustomersContract {
  private long lastTenant;

  @Override
  protected Stores stores() {
    ManualClock clock = new ManualClock(Samples.START);
    InMemoryLedger ledger = new InMemoryLedger(clock, clock);
    InMemoryUsers users = new InMemoryUsers();
    return new Stores(new InMemoryCustomers(ledger, users), users, ledger, clock);
  }

  @Override
  protected TenantId newTenant() {
    return new TenantId(++lastTenant);
  }
}

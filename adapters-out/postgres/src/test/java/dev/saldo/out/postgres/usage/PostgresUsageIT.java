package dev.saldo.out.postgres.usage;

import dev.saldo.application.usage.UsageContract;
import dev.saldo.application.wallet.ManualClock;
import dev.saldo.out.postgres.TenantWork;
import dev.saldo.out.postgres.TestDatabase;
import dev.saldo.out.postgres.wallet.PostgresFixture;

final class PostgresUsageIT extends UsageContract {
  @Override
  protected Stores stores(ManualClock clock) {
    return new Stores(
        PostgresFixture.on(clock).ledger(),
        new PostgresUsage(new TenantWork(TestDatabase.get().app())));
  }
}

package dev.saldo.out.postgres.wallet;

import dev.saldo.application.wallet.ManualClock;
import dev.saldo.application.wallet.WalletRecordsContract;
import dev.saldo.out.postgres.TenantWork;
import dev.saldo.out.postgres.TestDatabase;

final class PostgresWalletRecordsIT extends WalletRecordsContract {
  @Override
  protected Stores stores(ManualClock clock) {
    return new Stores(
        PostgresFixture.on(clock),
        new PostgresWalletRecords(new TenantWork(TestDatabase.get().app()), clock));
  }
}

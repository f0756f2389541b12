package dev.saldo.out.postgres.wallet;

import dev.saldo.application.wallet.DueWalletsContract;
import dev.saldo.application.wallet.ManualClock;
import dev.saldo.out.postgres.TestDatabase;

final class PostgresDueWalletsIT extends DueWalletsContract {
  @Override
  protected Stores stores(ManualClock clock) {
    return new Stores(
        PostgresFixture.on(clock), new PostgresDueWallets(TestDatabase.get().ledger(), clock));
  }
}

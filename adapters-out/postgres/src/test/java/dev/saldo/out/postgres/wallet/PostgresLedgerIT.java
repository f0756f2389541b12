package dev.saldo.out.postgres.wallet;

import dev.saldo.application.wallet.LedgerContract;
import dev.saldo.application.wallet.LedgerFixture;
import dev.saldo.application.wallet.ManualClock;

final class PostgresLedgerIT extends LedgerContract {
  @Override
  protected LedgerFixture fixture(ManualClock clock) {
    return PostgresFixture.on(clock);
  }
}

package dev.saldo.out.postgres.wallet;

import dev.saldo.application.wallet.LedgerContract;
import dev.saldo.application.wallet.LedgerFixture;
import dev.saldo.application.wallet.ManualClock;
import org.junit.jupiter.api.AfterEach;

final class GroupCommitLedgerIT extends LedgerContract {
  private final GroupCommitLedgers ledgers = new GroupCommitLedgers();

  @Override
  protected LedgerFixture fixture(ManualClock clock) {
    return ledgers.on(clock);
  }

  @AfterEach
  void closeLedgers() {
    ledgers.close();
  }
}

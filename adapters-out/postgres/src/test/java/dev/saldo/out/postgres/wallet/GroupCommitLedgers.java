package dev.saldo.out.postgres.wallet;

import dev.saldo.application.wallet.LedgerFixture;
import dev.saldo.application.wallet.ManualClock;
import java.util.ArrayList;
import java.util.List;

/** Ledgers with workers, which end with the test that made them. */
final class GroupCommitLedgers implements AutoCloseable {
  private final List<GroupCommitLedger> open = new ArrayList<>();

  LedgerFixture on(ManualClock clock) {
    GroupCommitLedger ledger = PostgresFixture.groupCommit(clock);
    open.add(ledger);
    return PostgresFixture.of(ledger);
  }

  @Override
  public void close() {
    open.forEach(GroupCommitLedger::close);
  }
}

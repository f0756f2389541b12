package dev.saldo.out.postgres.wallet;

import dev.saldo.application.wallet.Ledger;
import dev.saldo.application.wallet.LedgerFixture;
import dev.saldo.application.wallet.ManualClock;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.LedgerCommand;
import dev.saldo.domain.wallet.Outcome;
import dev.saldo.domain.wallet.Reads;
import dev.saldo.domain.wallet.Wallet;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BiFunction;

/** Ledgers with workers, which end with the test that made them. */
final class GroupCommitLedgers implements AutoCloseable {
  private final List<GroupCommitLedger> open = new ArrayList<>();

  LedgerFixture on(ManualClock clock) {
    GroupCommitLedger ledger = PostgresFixture.groupCommit(clock);
    open.add(ledger);
    return PostgresFixture.of(ledger);
  }

  /** Two that take turns command by command: neither knows of what the other has changed. */
  LedgerFixture takingTurns(ManualClock clock) {
    GroupCommitLedger one = PostgresFixture.groupCommit(clock);
    GroupCommitLedger other = PostgresFixture.groupCommit(clock);
    open.addAll(List.of(one, other));
    return PostgresFixture.of(new Turns(one, other));
  }

  private static final class Turns implements Ledger {
    private final Deque<Ledger> ledgers;

    private Turns(Ledger one, Ledger other) {
      this.ledgers = new ArrayDeque<>(List.of(one, other));
    }

    private Ledger next() {
      Ledger next = ledgers.removeFirst();
      ledgers.addLast(next);
      return next;
    }

    @Override
    public <R extends Outcome> Decision<R> submit(LedgerCommand<R> command) {
      return next().submit(command);
    }

    @Override
    public List<Decision<?>> submitAll(List<? extends LedgerCommand<?>> commands) {
      return next().submitAll(commands);
    }

    @Override
    public Sight look(TenantId tenant, WalletId wallet, BiFunction<Wallet, Instant, Reads> reads) {
      return next().look(tenant, wallet, reads);
    }
  }

  @Override
  public void close() {
    open.forEach(GroupCommitLedger::close);
  }
}

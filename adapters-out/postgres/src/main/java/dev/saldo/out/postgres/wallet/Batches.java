package dev.saldo.out.postgres.wallet;

import dev.saldo.application.Clock;
import dev.saldo.application.UnavailableException;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.wallet.LedgerCommand;
import dev.saldo.out.postgres.DatabaseFailure;
import dev.saldo.out.postgres.Transactions;
import dev.saldo.out.postgres.Transactions.UnknownOutcomeException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Decides commands in one transaction and answers them after its commit.
 *
 * <p>A command that the database refuses is found by halving the batch, and fails alone. When the
 * connection breaks, what cannot have two effects is run again, and so finds out what happened; the
 * rest is told that the outcome is unknown.
 */
final class Batches {
  private static final int ATTEMPTS_MAX = 5;
  private static final long PAUSE_MILLIS = 100;

  private final Transactions transactions;
  private final Clock clock;
  private final LedgerStore store;

  Batches(DataSource source, Clock clock, LedgerStore store) {
    this.transactions = new Transactions(source);
    this.clock = clock;
    this.store = store;
  }

  /** Runs a batch; when it returns, every command has its answer. */
  void run(List<Pending<?>> batch) {
    run(batch, 1);
  }

  private void run(List<Pending<?>> batch, int attempt) {
    if (batch.isEmpty()) {
      return;
    }
    try {
      transactions.run(false, connection -> decide(connection, batch));
      batch.stream().filter(pending -> !pending.isAnswered()).forEach(Pending::complete);
    } catch (WalletTakenException e) {
      retry(unanswered(batch), attempt, new IllegalStateException("a wallet's id is taken", e));
    } catch (UnknownOutcomeException e) {
      List<Pending<?>> repeatable = new ArrayList<>();
      for (Pending<?> pending : unanswered(batch)) {
        if (PostgresLedger.isRepeatable(pending.command())) {
          repeatable.add(pending);
        } else {
          pending.fail(DatabaseFailure.of(e));
        }
      }
      retry(repeatable, attempt, DatabaseFailure.of(e));
    } catch (UnavailableException e) {
      retry(unanswered(batch), attempt, e);
    } catch (RuntimeException e) {
      split(unanswered(batch), e);
    } catch (SQLException e) {
      if (DatabaseFailure.isOutage(e)) {
        retry(unanswered(batch), attempt, DatabaseFailure.of(e));
      } else {
        split(unanswered(batch), DatabaseFailure.of(e));
      }
    }
  }

  private void retry(List<Pending<?>> batch, int attempt, RuntimeException reason) {
    if (attempt >= ATTEMPTS_MAX) {
      batch.forEach(pending -> pending.fail(reason));
      return;
    }
    pause(attempt);
    run(batch, attempt + 1);
  }

  private void split(List<Pending<?>> batch, RuntimeException reason) {
    if (batch.size() <= 1) {
      batch.forEach(pending -> pending.fail(reason));
      return;
    }
    int middle = batch.size() / 2;
    run(batch.subList(0, middle), 1);
    run(batch.subList(middle, batch.size()), 1);
  }

  private static List<Pending<?>> unanswered(List<Pending<?>> batch) {
    return batch.stream()
        .filter(pending -> !pending.isAnswered())
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static void pause(int attempt) {
    try {
      Thread.sleep(PAUSE_MILLIS * attempt);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Void decide(Connection connection, List<Pending<?>> batch) throws SQLException {
    Set<TenantId> tenants =
        batch.stream().map(each -> each.command().tenant()).collect(Collectors.toSet());
    Set<WalletId> wallets =
        batch.stream()
            .map(each -> each.command().wallet())
            .collect(Collectors.toCollection(TreeSet::new));
    Locked locked = store.lock(connection, tenants, wallets);
    Times times = new Times(clock);
    Map<WalletId, Wanted> byWallet = new TreeMap<>();
    for (Pending<?> pending : batch) {
      LedgerCommand<?> command = pending.command();
      locked
          .wallet(command.wallet())
          .filter(wallet -> wallet.tenant().equals(command.tenant()))
          .map(wallet -> Wanted.by(command, wallet, times.of(command.tenant())))
          .ifPresent(each -> byWallet.merge(command.wallet(), each, Wanted::and));
    }
    List<Wanted> wanted = List.copyOf(byWallet.values());
    Loaded loaded =
        wanted.isEmpty() ? new Loaded() : store.load(connection, wanted, locked.recordedAt());
    BatchState state = new BatchState(locked, loaded, wanted);
    for (Pending<?> pending : batch) {
      decide(pending, state, times);
    }
    store.write(connection, state.writes());
    return null;
  }

  /** One time for each tenant of a batch, read after the locks were given. */
  private record Times(Clock clock, Map<TenantId, Instant> read) {
    Times(Clock clock) {
      this(clock, new HashMap<>());
    }

    Instant of(TenantId tenant) {
      return read.computeIfAbsent(tenant, clock::now);
    }
  }

  /** A decision that throws is a bug of that one command; the others go on. */
  private static void decide(Pending<?> pending, BatchState state, Times times) {
    try {
      pending.decide(state, times.of(pending.command().tenant()));
    } catch (RuntimeException e) {
      pending.fail(e);
    }
  }
}

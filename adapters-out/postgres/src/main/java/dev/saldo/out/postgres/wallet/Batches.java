package dev.saldo.out.postgres.wallet;

import dev.saldo.application.UnavailableException;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.out.postgres.DatabaseFailure;
import dev.saldo.out.postgres.Transactions;
import dev.saldo.out.postgres.Transactions.UnknownOutcomeException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Decides commands in one transaction and answers them after its commit.
 *
 * <p>A command that the database refuses is found by halving the batch, and fails alone. When the
 * connection breaks before the commit was sent, nothing was stored and the commands are run again
 * until their time is over. When it breaks later the outcome is unknown: what cannot have two
 * effects is run again, and so finds out what happened; the rest is told that the outcome is
 * unknown.
 */
final class Batches {
  private static final long PAUSE_MILLIS_MIN = 20;
  private static final long PAUSE_MILLIS_MAX = 500;

  /** How often a wallet is opened anew whose id was not there when it was looked for. */
  private static final int OPENINGS_MAX = 3;

  private final Transactions transactions;
  private final Remembered remembered = new Remembered();
  private final Means means;
  private final LedgerWatch watch;
  private final Duration doubtMax;

  /**
   * What it works with.
   *
   * @param source connections of the ledger's role, which take part in no other transaction
   * @param time the real time; a test tenant whose clock was set has its own
   */
  record Means(
      DataSource source, InstantSource time, BatchStore store, Deciding deciding, Pace pace) {}

  Batches(Means means, GroupCommitLedger.Sizes sizes, LedgerWatch watch) {
    this.transactions = new Transactions(means.source());
    this.means = means;
    this.watch = watch;
    this.doubtMax = sizes.doubtMax();
  }

  /** How a transaction ended. */
  private sealed interface End {
    /** It was committed, but for commands that have to be decided in another transaction. */
    record Committed(List<Pending<?>> postponed) implements End {}

    /** Nothing was stored, and trying again may help. */
    record NotNow(RuntimeException reason) implements End {}

    /** All or nothing of it was stored. */
    record Unknown(RuntimeException reason) implements End {}

    /** Nothing was stored: one of the commands cannot be. */
    record Impossible(RuntimeException reason) implements End {}

    /** Nothing was stored: a wallet to be opened was opened by somebody else meanwhile. */
    record Taken() implements End {}
  }

  /** Runs a batch; when it returns, every command has its answer. */
  void run(List<Pending<?>> batch) {
    long doubtUntil = nanoTime() + doubtMax.toNanos();
    long pause = PAUSE_MILLIS_MIN;
    int openings = 0;
    List<Pending<?>> open = batch;
    while (!open.isEmpty()) {
      switch (attempt(open)) {
        case End.Committed(var postponed) -> {
          open.stream().filter(each -> !postponed.contains(each)).forEach(Pending::complete);
          open = postponed;
          continue;
        }
        case End.NotNow(var reason) ->
            fail(open, reason, each -> isInterrupted() || isOver(each, doubtUntil));
        case End.Unknown(var reason) -> {
          open.forEach(Pending::putInDoubt);
          fail(open, reason, each -> !isRepeatable(each) || isOver(each, doubtUntil));
        }
        case End.Impossible(var reason) -> {
          split(open, reason);
          return;
        }
        case End.Taken() -> {
          if (++openings == OPENINGS_MAX) {
            separate(open);
            return;
          }
        }
      }
      open = open.stream().filter(each -> !each.isAnswered()).toList();
      if (!open.isEmpty()) {
        watch.repeated(open.size());
        pause(pause);
        pause = Math.min(2 * pause, PAUSE_MILLIS_MAX);
      }
    }
  }

  private End attempt(List<Pending<?>> batch) {
    long start = nanoTime();
    long waited = batch.getFirst().ageNanos();
    try {
      List<Pending<?>> postponed = transactions.run(false, connection -> decide(connection, batch));
      watch.committed(batch.size(), Duration.ofNanos(waited), Duration.ofNanos(nanoTime() - start));
      return new End.Committed(postponed);
    } catch (WalletTakenException e) {
      return new End.Taken();
    } catch (UnknownOutcomeException e) {
      return new End.Unknown(DatabaseFailure.of(e));
    } catch (UnavailableException e) {
      return new End.NotNow(e);
    } catch (SQLException e) {
      RuntimeException reason = DatabaseFailure.of(e);
      return DatabaseFailure.isOutage(e) ? new End.NotNow(reason) : new End.Impossible(reason);
    } catch (RuntimeException e) {
      return new End.Impossible(e);
    }
  }

  private static boolean isRepeatable(Pending<?> pending) {
    return PostgresLedger.isRepeatable(pending.command());
  }

  /** Whether it is time to give up: later for a command that may have been stored. */
  private boolean isOver(Pending<?> pending, long doubtUntil) {
    return pending.isInDoubt() ? nanoTime() - doubtUntil > 0 : pending.isLate();
  }

  private static void fail(
      List<Pending<?>> batch, RuntimeException reason, Predicate<Pending<?>> which) {
    batch.stream().filter(which).forEach(pending -> pending.fail(reason));
  }

  private void split(List<Pending<?>> batch, RuntimeException reason) {
    if (batch.size() == 1) {
      batch.getFirst().fail(reason);
      return;
    }
    watch.repeated(batch.size());
    int middle = batch.size() / 2;
    run(batch.subList(0, middle));
    run(batch.subList(middle, batch.size()));
  }

  /** An id that is taken for good is another tenant's: that one wallet is unknown. */
  private void separate(List<Pending<?>> batch) {
    if (batch.size() == 1) {
      batch.getFirst().completeUnknown();
      return;
    }
    batch.forEach(pending -> run(List.of(pending)));
  }

  private static boolean isInterrupted() {
    return Thread.currentThread().isInterrupted();
  }

  private long nanoTime() {
    return means.pace().nanoTime();
  }

  private void pause(long millis) {
    try {
      means.pace().pause(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Decides and stores; returns the commands that have to be decided in another transaction. */
  private List<Pending<?>> decide(Connection connection, List<Pending<?>> batch)
      throws SQLException {
    Set<TenantId> tenants =
        batch.stream().map(each -> each.command().tenant()).collect(Collectors.toSet());
    Set<WalletId> wallets =
        batch.stream()
            .map(each -> each.command().wallet())
            .collect(Collectors.toCollection(TreeSet::new));
    Map<WalletId, Remembered.Known> known = remembered.take(wallets);
    BatchState state =
        new BatchState(
            means.store().lock(connection, tenants, wallets, Remembered.rows(known)),
            known,
            means.time(),
            means.deciding());
    List<Wanted> wanted = wanted(batch, state);
    if (!wanted.isEmpty()) {
      means.store().load(connection, wanted, state.recordedAt(), state.loaded());
      state.show(wanted);
    }
    List<Pending<?>> postponed = batch.stream().filter(each -> !isDecided(each, state)).toList();
    means.store().writeAndCommit(connection, state.checkedWrites(), state.loaded());
    state.rememberIn(remembered);
    return postponed;
  }

  private static List<Wanted> wanted(List<Pending<?>> batch, BatchState state) {
    Map<WalletId, Wanted> byWallet = new HashMap<>();
    for (Pending<?> pending : batch) {
      state
          .wanted(pending.command())
          .ifPresent(each -> byWallet.merge(pending.command().wallet(), each, Wanted::and));
    }
    return List.copyOf(byWallet.values());
  }

  /** A decision that throws is a bug of that one command; the others go on. */
  private static boolean isDecided(Pending<?> pending, BatchState state) {
    try {
      return pending.isAnswered() || pending.decide(state);
    } catch (RuntimeException e) {
      pending.fail(e);
      return true;
    }
  }
}

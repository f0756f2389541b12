package dev.saldo.out.postgres.wallet;

import dev.saldo.application.wallet.Ledger;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.wallet.Adjust;
import dev.saldo.domain.wallet.Amend;
import dev.saldo.domain.wallet.Authorize;
import dev.saldo.domain.wallet.CancelPlanChange;
import dev.saldo.domain.wallet.ChangeCycle;
import dev.saldo.domain.wallet.ChangeFreeze;
import dev.saldo.domain.wallet.ChangePlan;
import dev.saldo.domain.wallet.ChangeZone;
import dev.saldo.domain.wallet.ChargeUsage;
import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.ExpireDue;
import dev.saldo.domain.wallet.Extend;
import dev.saldo.domain.wallet.IssueGrant;
import dev.saldo.domain.wallet.LedgerCommand;
import dev.saldo.domain.wallet.OpenWallet;
import dev.saldo.domain.wallet.Outcome;
import dev.saldo.domain.wallet.Reads;
import dev.saldo.domain.wallet.Release;
import dev.saldo.domain.wallet.Settle;
import dev.saldo.domain.wallet.Snapshot;
import dev.saldo.domain.wallet.VoidGrant;
import dev.saldo.domain.wallet.Wallet;
import dev.saldo.out.postgres.DatabaseFailure;
import dev.saldo.out.postgres.Transactions;
import dev.saldo.out.postgres.Transactions.UnknownOutcomeException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;

/**
 * The plain ledger: one transaction for each command. It locks the wallet, loads what the command
 * will look at, lets it decide, writes, and answers after the commit.
 *
 * <p>A connection that breaks before the commit did nothing, so the command is tried again on
 * another one. One that breaks during the commit leaves the outcome unknown: then only a command
 * that cannot have two effects is tried again, and finds out.
 */
public final class PostgresLedger implements Ledger {
  private static final int ATTEMPTS_MAX = 3;

  private final Transactions transactions;
  private final InstantSource time;
  private final TransactionGuard guard;
  private final LedgerStore store;

  /**
   * A ledger on the database's clock.
   *
   * @param source connections of the ledger's role, which take part in no other transaction
   * @param time the real time; a test tenant whose clock was set has its own
   * @param insideTransaction whether the calling thread is in a transaction of the container
   */
  public PostgresLedger(DataSource source, InstantSource time, BooleanSupplier insideTransaction) {
    this(source, time, insideTransaction, RecordedTime.DATABASE);
  }

  /** A ledger that records at another time. */
  public PostgresLedger(
      DataSource source,
      InstantSource time,
      BooleanSupplier insideTransaction,
      RecordedTime recorded) {
    this.transactions = new Transactions(source);
    this.time = time;
    this.guard = new TransactionGuard(insideTransaction);
    this.store = new LedgerStore(recorded);
  }

  @Override
  public <R extends Outcome> Decision<R> submit(LedgerCommand<R> command) {
    guard.requireOutside();
    for (int attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
      Optional<Decision<R>> decision = attempt(command, attempt == ATTEMPTS_MAX);
      if (decision.isPresent()) {
        return decision.get();
      }
    }
    return new Decision.WalletUnknown<>();
  }

  @Override
  public List<Decision<?>> submitAll(List<? extends LedgerCommand<?>> commands) {
    List<Decision<?>> decisions = new ArrayList<>(commands.size());
    for (LedgerCommand<?> command : commands) {
      decisions.add(submit(command));
    }
    return decisions;
  }

  @Override
  public Sight look(TenantId tenant, WalletId wallet, BiFunction<Wallet, Instant, Reads> reads) {
    try {
      return transactions.run(false, connection -> look(connection, tenant, wallet, reads));
    } catch (SQLException e) {
      throw DatabaseFailure.of(e);
    }
  }

  private Sight look(
      Connection connection,
      TenantId tenant,
      WalletId wallet,
      BiFunction<Wallet, Instant, Reads> reads)
      throws SQLException {
    Locked seen = store.see(connection, Set.of(tenant), List.of(wallet));
    Instant now = seen.now(tenant, time);
    Optional<Wallet> found = seen.wallet(wallet);
    if (found.isEmpty()) {
      return new Sight(seen.nothing(tenant), now);
    }
    Instant at = found.get().timeAt(now);
    Wanted wanted = new Wanted(found.get(), at, reads.apply(found.get(), at), List.of());
    Loaded loaded = new Loaded();
    store.load(connection, List.of(wanted), seen.recordedAt(), loaded);
    return new Sight(loaded.snapshot(seen, wanted), now);
  }

  /**
   * Tries a command. Empty when it has to be tried again; in the end that means that its wallet is
   * to be opened under an id that another tenant's wallet has.
   */
  private <R extends Outcome> Optional<Decision<R>> attempt(
      LedgerCommand<R> command, boolean isLast) {
    try {
      return Optional.of(transactions.run(false, connection -> decide(connection, command)));
    } catch (WalletTakenException e) {
      return Optional.empty();
    } catch (SQLException e) {
      boolean harmless = !(e instanceof UnknownOutcomeException) || isRepeatable(command);
      if (isLast || !harmless || !DatabaseFailure.isOutage(e)) {
        throw DatabaseFailure.of(e);
      }
      return Optional.empty();
    }
  }

  private <R extends Outcome> Decision<R> decide(Connection connection, LedgerCommand<R> command)
      throws SQLException {
    Locked locked =
        store.lock(connection, Set.of(command.tenant()), List.of(command.wallet()), Map.of());
    Instant now = locked.now(command.tenant(), time);
    Optional<Wallet> wallet = locked.wallet(command.wallet());
    Loaded loaded = new Loaded();
    Snapshot before = locked.nothing(command.tenant());
    if (wallet.isPresent()) {
      Wanted wanted = Wanted.by(command, wallet.get(), now);
      store.load(connection, List.of(wanted), locked.recordedAt(), loaded);
      before = loaded.snapshot(locked, wanted);
    }
    Decision<R> decision = command.answer(before, now);
    if (decision instanceof Decision.Decided<R> decided) {
      store.write(connection, List.of(Write.of(command, before, decided)), loaded);
    }
    return decision;
  }

  /**
   * Whether a second try of a command that had its effect has none, and its answer is as good as
   * the first. A plan change without a key would be told that the customer is on that plan already,
   * its cancellation that nothing is scheduled, voiding that nothing is left: refusals of what has
   * happened. A freeze would be told that it was so already, and leave no record.
   */
  static boolean isRepeatable(LedgerCommand<?> command) {
    return switch (command) {
      case Authorize _,
          IssueGrant _,
          VoidGrant _,
          Adjust _,
          ChangeFreeze _,
          ChangePlan _,
          Extend _ ->
          command.key().isPresent();
      case CancelPlanChange _ -> false;
      case OpenWallet _,
          ChangeZone _,
          ChangeCycle _,
          Settle _,
          Release _,
          Amend _,
          ChargeUsage _,
          ExpireDue _ ->
          true;
    };
  }
}

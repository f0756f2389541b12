package dev.saldo.out.postgres.wallet;

import dev.saldo.application.Clock;
import dev.saldo.application.UnavailableException;
import dev.saldo.application.wallet.Ledger;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.LedgerCommand;
import dev.saldo.domain.wallet.Outcome;
import dev.saldo.domain.wallet.Reads;
import dev.saldo.domain.wallet.Wallet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;

/**
 * The ledger that decides many commands in one transaction. Each shard of the wallets has a bounded
 * queue and one worker, which takes a command and whatever else waits behind it. There is no timer:
 * while one batch commits the next one gathers, and a lone call runs at once.
 *
 * <p>A full queue refuses at once. A command that has waited past its deadline is dropped before it
 * is decided, never after; so an answer or a refusal always tells the truth.
 */
public final class GroupCommitLedger implements Ledger, AutoCloseable {
  /** Commands beyond the first that one transaction takes. */
  static final int BATCH_MORE_MAX = 512;

  private final List<Shard> shards;
  private final BooleanSupplier insideTransaction;
  private final PostgresLedger plain;

  /**
   * How the work is divided.
   *
   * @param shards queues with a worker and a connection each; on two cores two are best
   * @param queueMax commands that may wait in each queue
   * @param waitMax how long a command may wait to be decided
   */
  public record Sizes(int shards, int queueMax, Duration waitMax) {
    /** What two cores do best with. */
    public static final Sizes DEFAULT = new Sizes(2, 4096, Duration.ofSeconds(5));
  }

  /**
   * A ledger whose workers start at once.
   *
   * @param source connections of the ledger's role, which take part in no other transaction
   * @param insideTransaction whether the calling thread is in a transaction of the container
   */
  public GroupCommitLedger(
      DataSource source,
      Clock clock,
      BooleanSupplier insideTransaction,
      RecordedTime recorded,
      Sizes sizes,
      ThreadFactory threads) {
    this.insideTransaction = insideTransaction;
    this.plain = new PostgresLedger(source, clock, insideTransaction, recorded);
    this.shards = new ArrayList<>();
    for (int shard = 0; shard < sizes.shards(); shard++) {
      Batches batches = new Batches(source, clock, new LedgerStore(recorded));
      shards.add(new Shard(batches, sizes, threads));
    }
  }

  /** A ledger on the database's clock. */
  public GroupCommitLedger(
      DataSource source,
      Clock clock,
      BooleanSupplier insideTransaction,
      Sizes sizes,
      ThreadFactory threads) {
    this(source, clock, insideTransaction, RecordedTime.DATABASE, sizes, threads);
  }

  @Override
  public <R extends Outcome> Decision<R> submit(LedgerCommand<R> command) {
    requireOutsideTransaction();
    return enqueue(command).await();
  }

  @Override
  public List<Decision<?>> submitAll(List<? extends LedgerCommand<?>> commands) {
    requireOutsideTransaction();
    List<Pending<?>> waiting = new ArrayList<>(commands.size());
    for (LedgerCommand<?> command : commands) {
      waiting.add(enqueue(command));
    }
    List<Decision<?>> decisions = new ArrayList<>(commands.size());
    waiting.forEach(pending -> decisions.add(pending.await()));
    return decisions;
  }

  @Override
  public Sight look(TenantId tenant, WalletId wallet, BiFunction<Wallet, Instant, Reads> reads) {
    return plain.look(tenant, wallet, reads);
  }

  private <R extends Outcome> Pending<R> enqueue(LedgerCommand<R> command) {
    Pending<R> pending = new Pending<>(command);
    if (!shardOf(command.wallet()).offer(pending)) {
      throw new UnavailableException("ledger queue", null);
    }
    return pending;
  }

  /** Which queue a wallet's commands wait in; they stay in order there. */
  private Shard shardOf(WalletId wallet) {
    return shards.get(
        Math.floorMod(Long.hashCode(wallet.value() * 0x9E3779B97F4A7C15L), shards.size()));
  }

  private void requireOutsideTransaction() {
    if (insideTransaction.getAsBoolean()) {
      throw new IllegalStateException("the ledger was called inside a transaction");
    }
  }

  /** Ends the workers when they have answered what waits. */
  @Override
  public void close() {
    shards.forEach(Shard::close);
  }
}

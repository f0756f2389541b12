package dev.saldo.out.postgres.wallet;

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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;

/**
 * The ledger that decides many commands in one transaction. Each shard of the wallets has a bounded
 * queue and one worker, which takes a command and whatever else waits behind it. While one batch
 * commits the next one gathers; who was just answered has a moment to come back, and a lone call
 * runs at once.
 *
 * <p>A full queue refuses at once. A command that has waited past its deadline is dropped before it
 * is decided, never after. Once taken it is tried until its deadline, or, when it may have been
 * stored, until it is known whether it was; so an answer or a refusal always tells the truth.
 */
public final class GroupCommitLedger implements Ledger, AutoCloseable {
  /** Commands beyond the first that one transaction takes. */
  static final int BATCH_MORE_MAX = 512;

  private final List<Shard> shards;
  private final TransactionGuard guard;
  private final PostgresLedger plain;
  private final Sizes sizes;
  private final LedgerWatch watch;

  /**
   * How the work is divided.
   *
   * @param shards queues with a worker and a connection each; on two cores two are best
   * @param queueMax commands that may wait in each queue
   * @param waitMax how long a command may take until it is decided
   * @param doubtMax how much longer to find out about a command that may have been stored
   */
  public record Sizes(int shards, int queueMax, Duration waitMax, Duration doubtMax) {
    /** What two cores do best with. */
    public static final Sizes DEFAULT =
        new Sizes(2, 256, Duration.ofSeconds(5), Duration.ofSeconds(15));

    public Sizes {
      if (shards < 1 || queueMax < 1) {
        throw new IllegalArgumentException("at least one shard, and room for one command");
      }
    }
  }

  /**
   * The state of one queue.
   *
   * @param depth commands that wait
   * @param age how long the first of them has waited
   */
  public record Queue(int depth, Duration age) {}

  /**
   * A ledger whose workers start at once.
   *
   * @param source connections of the ledger's role, which take part in no other transaction
   * @param time the real time; a test tenant whose clock was set has its own
   * @param insideTransaction whether the calling thread is in a transaction of the container
   */
  public GroupCommitLedger(
      DataSource source,
      InstantSource time,
      BooleanSupplier insideTransaction,
      Sizes sizes,
      ThreadFactory threads,
      LedgerWatch watch) {
    this(source, time, insideTransaction, RecordedTime.DATABASE, sizes, threads, watch);
  }

  /** A ledger that records at another time. */
  GroupCommitLedger(
      DataSource source,
      InstantSource time,
      BooleanSupplier insideTransaction,
      RecordedTime recorded,
      Sizes sizes,
      ThreadFactory threads,
      LedgerWatch watch) {
    this.guard = new TransactionGuard(insideTransaction);
    this.plain = new PostgresLedger(source, time, insideTransaction, recorded);
    this.sizes = sizes;
    this.watch = watch;
    this.shards = new ArrayList<>();
    Batches.Means means =
        new Batches.Means(
            source, time, new LedgerStore(recorded), Deciding.BY_THE_RULES, Pace.REAL);
    for (int shard = 0; shard < sizes.shards(); shard++) {
      shards.add(new Shard(new Batches(means, sizes, watch), sizes, threads));
    }
  }

  @Override
  public <R extends Outcome> Decision<R> submit(LedgerCommand<R> command) {
    guard.requireOutside();
    Pending<R> pending = pending(command);
    if (!shardOf(command.wallet()).offer(pending)) {
      throw full();
    }
    return pending.await();
  }

  /** Takes any number: when a queue is full, what was put into it before is waited for. */
  @Override
  public List<Decision<?>> submitAll(List<? extends LedgerCommand<?>> commands) {
    guard.requireOutside();
    List<Pending<?>> waiting = new ArrayList<>(commands.size());
    List<Decision<?>> decisions = new ArrayList<>(commands.size());
    for (LedgerCommand<?> command : commands) {
      Pending<?> pending = pending(command);
      while (!shardOf(command.wallet()).offer(pending)) {
        if (decisions.size() == waiting.size()) {
          throw full();
        }
        decisions.add(waiting.get(decisions.size()).await());
        pending = pending(command);
      }
      waiting.add(pending);
    }
    waiting.subList(decisions.size(), waiting.size()).stream()
        .map(Pending::await)
        .forEach(decisions::add);
    return decisions;
  }

  @Override
  public Sight look(TenantId tenant, WalletId wallet, BiFunction<Wallet, Instant, Reads> reads) {
    return plain.look(tenant, wallet, reads);
  }

  /** The state of each shard's queue. */
  public List<Queue> queues() {
    return shards.stream().map(Shard::queue).toList();
  }

  private <R extends Outcome> Pending<R> pending(LedgerCommand<R> command) {
    return new Pending<>(command, sizes.waitMax().toNanos(), watch, Pace.REAL);
  }

  private UnavailableException full() {
    watch.shed();
    return new UnavailableException("ledger queue", null);
  }

  /** Which queue a wallet's commands wait in; they stay in order there. */
  private Shard shardOf(WalletId wallet) {
    return shards.get(
        Math.floorMod(Long.hashCode(wallet.value() * 0x9E3779B97F4A7C15L), shards.size()));
  }

  /** Ends the workers when they have answered what waits. */
  @Override
  public void close() {
    shards.forEach(Shard::close);
  }
}

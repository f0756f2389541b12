package dev.saldo.benchmarks.ledger;

import dev.saldo.application.wallet.Ledger;
import dev.saldo.benchmarks.TypicalCalls;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.wallet.AuthorizeOutcome.Held;
import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.HoldId;
import dev.saldo.domain.wallet.SettleOutcome.Settled;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * Callers who each authorize a call, settle it, and begin again as soon as they have the answer.
 * Anything but success ends the load and fails it.
 */
final class Load {
  private static final long LATENCY_MICROS_MAX = 60_000_000;
  private static final int DIGITS = 3;

  private final Ledger ledger;
  private final TypicalCalls calls;
  private final List<WalletId> wallets;
  private final Shape shape;
  private final long keys = new SplittableRandom().nextLong();
  private final Recorder latencies = new Recorder(LATENCY_MICROS_MAX, DIGITS);
  private final LongAdder holds = new LongAdder();
  private final LongAdder settlements = new LongAdder();
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
  private final List<Thread> callers = new ArrayList<>();
  private volatile boolean running = true;
  private long measuredSince;

  Load(Ledger ledger, TypicalCalls calls, List<WalletId> wallets, Shape shape) {
    this.ledger = ledger;
    this.calls = calls;
    this.wallets = List.copyOf(wallets);
    this.shape = shape;
  }

  void start(int count, ThreadFactory threads) {
    for (int caller = 0; caller < count; caller++) {
      long number = caller;
      Thread thread = threads.newThread(() -> call(number));
      callers.add(thread);
      thread.start();
    }
  }

  /** From here on it is measured. */
  void beginMeasuring() {
    latencies.reset();
    measuredSince = System.nanoTime();
  }

  /**
   * What was measured.
   *
   * @param commits transactions of the ledger meanwhile
   */
  Measured endMeasuring(long commits) {
    long nanos = System.nanoTime() - measuredSince;
    return new Measured(latencies.getIntervalHistogram(), nanos, commits);
  }

  /**
   * Ends the load.
   *
   * @return everything that was acknowledged since it began, measured or not
   * @throws IllegalStateException if anything was answered otherwise
   */
  Acknowledged stop() throws InterruptedException {
    running = false;
    for (Thread caller : callers) {
      caller.join();
    }
    RuntimeException failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException("a caller was not served", failed);
    }
    return new Acknowledged(holds.sum(), settlements.sum());
  }

  private void call(long caller) {
    SplittableRandom random = new SplittableRandom(keys + caller);
    long number = caller << 40;
    try {
      while (running) {
        WalletId wallet = wallets.get(shape.pick(random, wallets.size()));
        String key = new UUID(keys, number++).toString();
        settle(authorize(wallet, key), key);
      }
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
      running = false;
    }
  }

  private HoldId authorize(WalletId wallet, String key) {
    var command = calls.authorize(wallet, key);
    long begun = System.nanoTime();
    var decision = ledger.submit(command);
    record(begun);
    if (decision instanceof Decision.Decided<?> decided && decided.outcome() instanceof Held held) {
      holds.increment();
      return held.id();
    }
    throw new IllegalStateException("an authorization was answered with " + decision);
  }

  private void settle(HoldId hold, String key) {
    var command = calls.settle(hold, key);
    long begun = System.nanoTime();
    var decision = ledger.submit(command);
    record(begun);
    if (!(decision instanceof Decision.Decided<?> decided
        && decided.outcome() instanceof Settled)) {
      throw new IllegalStateException("a settlement was answered with " + decision);
    }
    settlements.increment();
  }

  private void record(long begun) {
    latencies.recordValue(Math.min(LATENCY_MICROS_MAX, (System.nanoTime() - begun) / 1_000));
  }
}

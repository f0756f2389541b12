package dev.saldo.out.postgres.wallet;

import dev.saldo.application.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** A queue of commands and the one thread that decides them. */
final class Shard {
  private static final long IDLE_MILLIS_MAX = 200;

  private final BlockingQueue<Pending<?>> queue;
  private final Batches batches;
  private final long waitNanosMax;
  private final Thread worker;
  private volatile boolean open = true;

  Shard(Batches batches, GroupCommitLedger.Sizes sizes, ThreadFactory threads) {
    this.queue = new ArrayBlockingQueue<>(sizes.queueMax());
    this.batches = batches;
    this.waitNanosMax = sizes.waitMax().toNanos();
    this.worker = threads.newThread(this::work);
    this.worker.start();
  }

  /** Whether there was room. */
  boolean offer(Pending<?> pending) {
    if (!open || !queue.offer(pending)) {
      return false;
    }
    boolean tooLate = !open && queue.remove(pending);
    return !tooLate;
  }

  private void work() {
    List<Pending<?>> batch = new ArrayList<>(GroupCommitLedger.BATCH_MORE_MAX + 1);
    while (open || !queue.isEmpty()) {
      try {
        Pending<?> first = queue.poll(IDLE_MILLIS_MAX, TimeUnit.MILLISECONDS);
        if (first != null) {
          batch.add(first);
          queue.drainTo(batch, GroupCommitLedger.BATCH_MORE_MAX);
          batches.run(inTime(batch));
        }
      } catch (InterruptedException e) {
        open = false;
      } catch (RuntimeException | Error e) {
        batch.forEach(pending -> pending.fail(new IllegalStateException("the batch failed", e)));
      } finally {
        batch.clear();
      }
    }
    queue.forEach(pending -> pending.fail(new UnavailableException("ledger", null)));
  }

  private List<Pending<?>> inTime(List<Pending<?>> batch) {
    List<Pending<?>> inTime = new ArrayList<>(batch.size());
    for (Pending<?> pending : batch) {
      if (pending.isOlderThan(waitNanosMax)) {
        pending.fail(new UnavailableException("ledger queue", null));
      } else {
        inTime.add(pending);
      }
    }
    return inTime;
  }

  void close() {
    open = false;
    try {
      worker.join(TimeUnit.NANOSECONDS.toMillis(waitNanosMax));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

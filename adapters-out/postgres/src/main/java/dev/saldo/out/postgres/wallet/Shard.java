package dev.saldo.out.postgres.wallet;

import dev.saldo.application.UnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A queue of commands and the one thread that decides them. */
final class Shard {
  private static final long IDLE_MILLIS_MAX = 200;
  private static final long GATHER_STEP_NANOS = 50_000;

  private final BlockingQueue<Pending<?>> queue;
  private final Batches batches;
  private final Gathering gathering = new Gathering();
  private final long closeMillisMax;
  private final Thread worker;
  private final Object idling = new Object();
  private boolean idle;
  private volatile boolean open = true;

  Shard(Batches batches, GroupCommitLedger.Sizes sizes, ThreadFactory threads) {
    this.queue = new ArrayBlockingQueue<>(sizes.queueMax());
    this.batches = batches;
    this.closeMillisMax = sizes.waitMax().plus(sizes.doubtMax()).toMillis();
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

  /** How many wait, and for how long the first of them. */
  GroupCommitLedger.Queue queue() {
    return new GroupCommitLedger.Queue(
        queue.size(),
        Optional.ofNullable(queue.peek())
            .map(first -> Duration.ofNanos(first.ageNanos()))
            .orElse(Duration.ZERO));
  }

  private void work() {
    List<Pending<?>> waiting = new ArrayList<>(GroupCommitLedger.BATCH_MORE_MAX + 1);
    while (open || !queue.isEmpty()) {
      try {
        Pending<?> first = next();
        if (first != null) {
          waiting.add(first);
          gather();
          queue.drainTo(waiting, GroupCommitLedger.BATCH_MORE_MAX);
          long start = System.nanoTime();
          batches.run(waiting.stream().filter(Pending::take).toList());
          gathering.answered(waiting.size(), queue.size(), System.nanoTime() - start);
        } else {
          gathering.idle();
        }
      } catch (InterruptedException e) {
        open = false;
      } catch (RuntimeException | Error e) {
        waiting.forEach(pending -> pending.fail(new IllegalStateException("the batch failed", e)));
      } finally {
        waiting.clear();
      }
    }
    queue.forEach(pending -> pending.fail(new UnavailableException("ledger", null)));
  }

  /** The command that has waited longest; null when none came for a while. */
  private @Nullable Pending<?> next() throws InterruptedException {
    synchronized (idling) {
      idle = open;
    }
    try {
      return open ? queue.poll(IDLE_MILLIS_MAX, TimeUnit.MILLISECONDS) : queue.poll();
    } finally {
      synchronized (idling) {
        idle = false;
        boolean _ = Thread.interrupted();
      }
    }
  }

  /** Lets those who are about to ask again come in. */
  private void gather() {
    long start = System.nanoTime();
    while (open
        && !gathering.isComplete(queue.size() + 1)
        && System.nanoTime() - start < gathering.waitNanosMax()) {
      LockSupport.parkNanos(GATHER_STEP_NANOS);
    }
  }

  /** Answers what waits, then ends. A worker is only woken while it has nothing to do. */
  void close() {
    synchronized (idling) {
      open = false;
      if (idle) {
        worker.interrupt();
      }
    }
    try {
      worker.join(closeMillisMax);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.saldo.server;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Something that is done again and again, at a time that instances do not share. A failure is
 * logged once, and its end once, however often it is tried in between.
 */
final class RepeatedTask {
  /** A pause is this part shorter or longer than it was meant to be. */
  private static final double JITTER = 0.2;

  private final String name;
  private final Supplier<Duration> work;
  private final Duration pauseAfterFailure;
  private final RandomGenerator random;
  private final System.Logger log;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private volatile @Nullable Future<?> next;
  private boolean failing;

  /**
   * A task that does not run yet.
   *
   * @param name what it does, to begin a sentence with
   * @param work does it once, and says how long to pause until the next time
   */
  RepeatedTask(
      String name,
      Supplier<Duration> work,
      Duration pauseAfterFailure,
      RandomGenerator random,
      System.Logger log) {
    this.name = name;
    this.work = work;
    this.pauseAfterFailure = pauseAfterFailure;
    this.random = random;
    this.log = log;
  }

  /** Runs it after a pause, and again until it is stopped. */
  void start(ScheduledExecutorService timer, Duration first) {
    if (stopped.get()) {
      return;
    }
    double factor = 1 + JITTER * (2 * random.nextDouble() - 1);
    try {
      next =
          timer.schedule(
              () -> start(timer, runOnce()),
              Math.round(first.toMillis() * factor),
              TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      stopped.set(true);
    }
  }

  /** Does it once, and says how long to pause. */
  Duration runOnce() {
    try {
      Duration pause = work.get();
      if (failing) {
        failing = false;
        log.log(System.Logger.Level.WARNING, name + " works again");
      }
      return pause;
    } catch (RuntimeException e) {
      if (!failing && !stopped.get()) {
        failing = true;
        log.log(System.Logger.Level.WARNING, name + " fails and is tried again: " + e.getMessage());
      }
      return pauseAfterFailure;
    }
  }

  /** Lets it not run again. */
  void stop() {
    stopped.set(true);
    Future<?> waiting = next;
    if (waiting != null) {
      waiting.cancel(false);
    }
  }
}

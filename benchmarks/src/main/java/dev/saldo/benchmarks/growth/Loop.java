package dev.saldo.benchmarks.growth;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/** Some who do the same thing again and again. The first failure ends all of them. */
final class Loop {
  private static final long MICROS_MAX = 60_000_000;
  private static final int DIGITS = 3;

  private final int callers;
  private final Turn turn;
  private final Recorder micros = new Recorder(MICROS_MAX, DIGITS);
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
  private volatile boolean running = true;

  /** What is done. */
  @FunctionalInterface
  interface Turn {
    /** Does it once, and says how many nanoseconds count. */
    long once(SplittableRandom choice);
  }

  Loop(int callers, Turn turn) {
    this.callers = callers;
    this.turn = turn;
  }

  /** An empty one of the kind that loops fill, in microseconds. */
  static Histogram histogram() {
    return new Histogram(MICROS_MAX, DIGITS);
  }

  /** Runs it, and gives the microseconds that were measured after the warm-up. */
  Histogram run(Duration warmUp, Duration measured) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    SplittableRandom seeds = new SplittableRandom();
    for (int caller = 0; caller < callers; caller++) {
      SplittableRandom choice = seeds.split();
      threads.add(Thread.ofPlatform().daemon().start(() -> repeat(choice)));
    }
    Thread.sleep(warmUp);
    micros.reset();
    Thread.sleep(measured);
    Histogram seen = micros.getIntervalHistogram();
    running = false;
    for (Thread thread : threads) {
      thread.join();
    }
    RuntimeException failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException("a caller was not served", failed);
    }
    return seen;
  }

  private void repeat(SplittableRandom choice) {
    try {
      while (running) {
        micros.recordValue(Math.min(MICROS_MAX, turn.once(choice) / 1_000));
      }
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
      running = false;
    }
  }
}

package dev.saldo.benchmarks.http;

import java.time.Instant;
import java.util.SplittableRandom;
import java.util.UUID;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** What reporters do: send a batch of usage events as soon as the one before was answered. */
final class Reports implements Traffic {
  private static final long LATENCY_MICROS_MAX = 60_000_000;
  private static final int DIGITS = 3;
  private static final int OK = 200;

  private final Requests requests;
  private final int customers;
  private final int size;
  private final SplittableRandom random = new SplittableRandom();
  private final long keys = random.nextLong();
  private final Histogram latencies = new Histogram(LATENCY_MICROS_MAX, DIGITS);
  private boolean measures;
  private boolean ends;
  private long number;
  private long accepted;

  /**
   * Batches of events.
   *
   * @param size events in each
   */
  Reports(Requests requests, int customers, int size) {
    this.requests = requests;
    this.customers = customers;
    this.size = size;
  }

  /** Whether latencies are recorded from now on. */
  void measure(boolean on) {
    measures = on;
  }

  /** No new batch any more. */
  void end() {
    ends = true;
  }

  /** Events that were accepted, measured or not. */
  long accepted() {
    return accepted;
  }

  /** The latencies of batches that were recorded, in microseconds. */
  Histogram latencies() {
    return latencies.copy();
  }

  @Override
  public @Nullable Ask next(long now) {
    if (ends) {
      return null;
    }
    int[] whose = random.ints(size, 0, customers).toArray();
    String key = new UUID(keys, number++).toString();
    String text = requests.report(whose, key, Instant.now().toString());
    return new Ask(Ask.Kind.REPORT, text, now, key);
  }

  @Override
  public long nanosUntilNext(long now) {
    return ends ? Long.MAX_VALUE : 0;
  }

  @Override
  public boolean hasMore() {
    return false;
  }

  @Override
  public void answered(Ask ask, Reply reply, long now) {
    int charged = reply.status() == OK ? reply.count("\"state\":\"accepted\"") : 0;
    if (charged != size) {
      throw new IllegalStateException(
          "%d of %d events were accepted:\n%s".formatted(charged, size, reply));
    }
    accepted += size;
    if (measures) {
      latencies.recordValue(Math.min((now - ask.intendedAt()) / 1_000, LATENCY_MICROS_MAX));
    }
  }
}

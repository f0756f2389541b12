package dev.saldo.benchmarks.http;

import dev.saldo.benchmarks.http.Ask.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What callers do: authorize as calls arrive, and settle each call as soon as it is authorized.
 * Used by one thread.
 */
final class Calls {
  private static final long LATENCY_MICROS_MAX = 60_000_000;
  private static final int DIGITS = 3;
  private static final int CREATED = 201;
  private static final int OK = 200;

  private final Requests requests;
  private final int customers;
  private final SplittableRandom random = new SplittableRandom();
  private final long keys = random.nextLong();
  private final Deque<Ask> settlements = new ArrayDeque<>();
  private final Map<Kind, Histogram> latencies = new EnumMap<>(Kind.class);
  private final Map<Kind, Long> answered = new EnumMap<>(Kind.class);
  private final Arrivals arrivals;
  private boolean measures;
  private boolean ends;
  private long number;

  Calls(Requests requests, int customers, Arrivals arrivals) {
    this.requests = requests;
    this.arrivals = arrivals;
    this.customers = customers;
    for (Kind kind : Kind.values()) {
      latencies.put(kind, new Histogram(LATENCY_MICROS_MAX, DIGITS));
      answered.put(kind, 0L);
    }
  }

  /** Whether latencies are recorded from now on. */
  void measure(boolean on) {
    measures = on;
  }

  /** No new call any more; those that are authorized are settled. */
  void end() {
    ends = true;
  }

  /** Whether something is still to be sent after the end. */
  boolean hasMore() {
    return !settlements.isEmpty();
  }

  /** The latencies recorded, of one kind. */
  Histogram latencies(Kind kind) {
    return of(kind).copy();
  }

  private Histogram of(Kind kind) {
    return Objects.requireNonNull(latencies.get(kind));
  }

  /** How many were answered with success, measured or not. */
  long answered(Kind kind) {
    return answered.getOrDefault(kind, 0L);
  }

  /** What to send on a free connection; null when nothing is to be sent now. */
  @Nullable Ask next(long now) {
    Ask settlement = settlements.poll();
    if (settlement != null) {
      return settlement;
    }
    long arrived = ends ? Arrivals.NONE : arrivals.take(now);
    if (arrived == Arrivals.NONE) {
      return null;
    }
    String key = new UUID(keys, number++).toString();
    String text = requests.authorize(random.nextInt(customers), key);
    return new Ask(Kind.AUTHORIZE, text, arrived, key);
  }

  /** How long nothing will have to be sent, in nanoseconds. */
  long nanosUntilNext(long now) {
    return ends ? Long.MAX_VALUE : arrivals.nanosUntilNext(now);
  }

  /**
   * Takes in an answer.
   *
   * @throws IllegalStateException if it is not success
   */
  void answered(Ask ask, Reply reply, long now) {
    int expected = ask.kind() == Kind.AUTHORIZE ? CREATED : OK;
    if (reply.status() != expected) {
      throw new IllegalStateException(ask.kind() + " was answered with\n" + reply);
    }
    if (measures) {
      long micros = (now - ask.intendedAt()) / 1_000;
      of(ask.kind()).recordValue(Math.min(micros, LATENCY_MICROS_MAX));
    }
    answered.merge(ask.kind(), 1L, Long::sum);
    if (ask.kind() == Kind.AUTHORIZE) {
      String text = requests.settle(reply.between("{\"id\":\"", "\""), ask.key());
      settlements.add(new Ask(Kind.SETTLE, text, now, ask.key()));
    }
  }
}

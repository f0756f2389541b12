package dev.saldo.benchmarks.http;

import dev.saldo.benchmarks.BarChart;
import dev.saldo.benchmarks.Machine;
import dev.saldo.benchmarks.Numbers;
import dev.saldo.benchmarks.PgBench;
import dev.saldo.benchmarks.PgBenchOutput;
import dev.saldo.benchmarks.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;

/** The figures beside what they are compared with. */
record HttpReport(List<HttpRun> closed, HttpRun open, Optional<PgBenchOutput> pgbench) {
  private static final double GOAL = 5_000;

  String markdown() {
    return """
    # The server over HTTP

    %s. One process calls over HTTP/1.1 connections that stay open; an operation is one \
    authorization or one settlement. The data were audited after the last call and before any \
    figure was made.

    ## As fast as it goes: %d callers, each waits for its answer

    %s
    Goal: %s operations/s with p99 at most 25 ms.

    ## At a steady rate, whatever the answers do

    Latency counts from when a call was due, so waiting for a free connection is part of it. \
    Each authorized call is settled at once.

    %s
    Goal for authorizations at 1,000/s: p50 at most 3 ms, p95 at most 10 ms, p99 at most 25 ms.
    """
        .formatted(
            Machine.line(),
            HttpBench.CALLERS,
            capacity().markdown(),
            Numbers.whole(GOAL),
            latency().markdown());
  }

  private Table capacity() {
    List<List<String>> rows = new ArrayList<>();
    for (HttpRun run : closed) {
      rows.add(
          List.of(
              run.name(),
              Numbers.whole(run.perSecond()),
              Numbers.places(run.millisAt(50)),
              Numbers.places(run.millisAt(95)),
              Numbers.places(run.millisAt(99)),
              Numbers.whole(run.micros(run.server())),
              Numbers.whole(run.micros(run.database())),
              Numbers.whole(run.micros(run.client())),
              Numbers.times(
                  run.perSecond(), pgbench.map(PgBenchOutput::perSecond).orElse(Double.NaN))));
    }
    pgbench.ifPresent(
        output ->
            rows.add(
                List.of(
                    PgBench.ROW,
                    Numbers.whole(output.perSecond()),
                    "–",
                    "–",
                    "–",
                    "–",
                    "–",
                    "–",
                    "1.0 ×")));
    return new Table(
        List.of(
            "ledger",
            "operations/s",
            "p50 ms",
            "p95 ms",
            "p99 ms",
            "server µs/op",
            "PostgreSQL µs/op",
            "client µs/op",
            "to pgbench"),
        rows);
  }

  private Table latency() {
    return new Table(
        List.of("", "per second", "p50 ms", "p95 ms", "p99 ms", "max ms"),
        List.of(
            latency("authorizations", open.authorizations()),
            latency("settlements", open.settlements())));
  }

  private List<String> latency(String name, Histogram micros) {
    return List.of(
        name,
        Numbers.whole(micros.getTotalCount() * 1e9 / open.took().toNanos()),
        Numbers.places(micros.getValueAtPercentile(50) / 1e3),
        Numbers.places(micros.getValueAtPercentile(95) / 1e3),
        Numbers.places(micros.getValueAtPercentile(99) / 1e3),
        Numbers.places(micros.getMaxValue() / 1e3));
  }

  BarChart chart() {
    List<BarChart.Bar> bars = new ArrayList<>();
    for (HttpRun run : closed) {
      bars.add(new BarChart.Bar(run.name(), run.perSecond(), OptionalDouble.of(GOAL)));
    }
    pgbench.ifPresent(output -> bars.add(output.bar()));
    return new BarChart("HTTP: operations per second (red: goal)", bars);
  }
}

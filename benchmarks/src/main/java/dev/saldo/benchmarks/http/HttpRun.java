package dev.saldo.benchmarks.http;

import dev.saldo.benchmarks.CpuTime;
import dev.saldo.benchmarks.http.Ask.Kind;
import java.io.IOException;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * One measurement over HTTP.
 *
 * @param authorizations their latencies in microseconds
 * @param settlements likewise
 * @param client processor time of the load generator while it was measured
 * @param server likewise of the server
 * @param database likewise of PostgreSQL
 */
record HttpRun(
    String name,
    Histogram authorizations,
    Histogram settlements,
    Duration took,
    Duration client,
    Duration server,
    Duration database) {

  /** The processes that share the machine. */
  record Processes(ProcessHandle server, ProcessHandle database) {}

  long operations() {
    return authorizations.getTotalCount() + settlements.getTotalCount();
  }

  double perSecond() {
    return operations() * 1e9 / took.toNanos();
  }

  double millisAt(double percentile) {
    Histogram both = authorizations.copy();
    both.add(settlements);
    return both.getValueAtPercentile(percentile) / 1e3;
  }

  double micros(Duration cpu) {
    return cpu.toNanos() / 1e3 / operations();
  }

  /** Measures what already runs warm. */
  static HttpRun of(
      String name, Connections connections, Calls calls, Duration time, Processes processes)
      throws IOException {
    Histogram authorizedBefore = calls.latencies(Kind.AUTHORIZE);
    Histogram settledBefore = calls.latencies(Kind.SETTLE);
    Duration client = CpuTime.here();
    Duration server = CpuTime.ofTree(processes.server());
    Duration database = CpuTime.ofTree(processes.database());
    calls.measure(true);
    long begun = System.nanoTime();
    connections.serveUntil(begun + time.toNanos(), calls);
    long nanos = System.nanoTime() - begun;
    calls.measure(false);
    Histogram authorized = calls.latencies(Kind.AUTHORIZE);
    authorized.subtract(authorizedBefore);
    Histogram settled = calls.latencies(Kind.SETTLE);
    settled.subtract(settledBefore);
    return new HttpRun(
        name,
        authorized,
        settled,
        Duration.ofNanos(nanos),
        CpuTime.here().minus(client),
        CpuTime.ofTree(processes.server()).minus(server),
        CpuTime.ofTree(processes.database()).minus(database));
  }
}

package dev.saldo.benchmarks.http;

import dev.saldo.benchmarks.CpuTime;
import java.io.IOException;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * One measurement of usage events.
 *
 * @param events that were accepted meanwhile
 * @param latencies of whole batches in microseconds
 * @param server processor time of the server while it was measured
 * @param database likewise of PostgreSQL
 */
record ReportsRun(
    long events, Histogram latencies, Duration took, Duration server, Duration database) {

  double perSecond() {
    return events * 1e9 / took.toNanos();
  }

  double millisAt(double percentile) {
    return latencies.getValueAtPercentile(percentile) / 1e3;
  }

  double micros(Duration cpu) {
    return cpu.toNanos() / 1e3 / events;
  }

  /** Measures what already runs warm. */
  static ReportsRun of(
      Connections connections, Reports reports, Duration time, HttpRun.Processes processes)
      throws IOException {
    long before = reports.accepted();
    Duration server = CpuTime.ofTree(processes.server());
    Duration database = CpuTime.ofTree(processes.database());
    reports.measure(true);
    long begun = System.nanoTime();
    connections.serveUntil(begun + time.toNanos(), reports);
    long nanos = System.nanoTime() - begun;
    reports.measure(false);
    return new ReportsRun(
        reports.accepted() - before,
        reports.latencies(),
        Duration.ofNanos(nanos),
        CpuTime.ofTree(processes.server()).minus(server),
        CpuTime.ofTree(processes.database()).minus(database));
  }
}

package dev.saldo.benchmarks.ledger;

import dev.saldo.benchmarks.CpuTime;
import dev.saldo.benchmarks.StoredLedger;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/**
 * One measurement of one cell.
 *
 * @param javaTime processor time of the processes with callers and ledger, while it was measured
 * @param databaseTime the same of PostgreSQL's processes
 * @param walBytes what PostgreSQL wrote to its log meanwhile
 */
record CellRun(
    Cell cell,
    Measured measured,
    Acknowledged acknowledged,
    Duration javaTime,
    Duration databaseTime,
    long walBytes) {

  /** How long to warm up and to measure. */
  record Times(Duration warmUp, Duration measured) {}

  /** Both, one after the other. */
  CellRun then(CellRun other) {
    return new CellRun(
        cell,
        measured.then(other.measured),
        acknowledged.plus(other.acknowledged),
        javaTime.plus(other.javaTime),
        databaseTime.plus(other.databaseTime),
        walBytes + other.walBytes);
  }

  double javaMicros() {
    return javaTime.toNanos() / 1e3 / measured.operations();
  }

  double databaseMicros() {
    return databaseTime.toNanos() / 1e3 / measured.operations();
  }

  double walBytesEach() {
    return (double) walBytes / measured.operations();
  }

  /**
   * Measures.
   *
   * @param database the process that answers for all of PostgreSQL's
   */
  static CellRun of(
      Site site, Cell cell, Times times, ThreadFactory threads, ProcessHandle database)
      throws IOException, InterruptedException {
    List<Serving> all = new ArrayList<>();
    try {
      Cell share = cell.shareOfOne();
      all.add(new ServingHere(site, share, threads));
      for (int more = 1; more < cell.processes(); more++) {
        all.add(new ServingProcess(site, share));
      }
      Thread.sleep(times.warmUp());
      StoredLedger stored = new StoredLedger(site.logins().owner());
      long walBefore = stored.walPosition();
      Duration javaBefore = CpuTime.ofTree(ProcessHandle.current());
      Duration databaseBefore = CpuTime.ofTree(database);
      for (Serving each : all) {
        each.beginMeasuring();
      }
      Thread.sleep(times.measured());
      for (Serving each : all) {
        each.endMeasuring();
      }
      Duration databaseTime = CpuTime.ofTree(database).minus(databaseBefore);
      Duration javaTime = CpuTime.ofTree(ProcessHandle.current()).minus(javaBefore);
      long walAfter = stored.walPosition();
      Measured measured = all.getFirst().measured();
      for (Serving each : all.subList(1, all.size())) {
        measured = measured.beside(each.measured());
      }
      Acknowledged acknowledged = Acknowledged.NOTHING;
      for (Serving each : all) {
        acknowledged = acknowledged.plus(each.stop());
      }
      return new CellRun(
          cell, measured, acknowledged, javaTime, databaseTime, walAfter - walBefore);
    } finally {
      for (Serving each : all) {
        each.close();
      }
    }
  }
}

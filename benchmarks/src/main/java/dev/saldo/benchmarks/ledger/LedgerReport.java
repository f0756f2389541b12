package dev.saldo.benchmarks.ledger;

import dev.saldo.benchmarks.BarChart;
import dev.saldo.benchmarks.Machine;
import dev.saldo.benchmarks.Numbers;
import dev.saldo.benchmarks.PgBench;
import dev.saldo.benchmarks.PgBenchOutput;
import dev.saldo.benchmarks.Table;
import dev.saldo.benchmarks.ledger.Cell.Adapter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The figures beside what they are compared with.
 *
 * @param runs one of each cell
 * @param pgbench empty when there is no pgbench
 * @param hotShare of the updates of wallets, 0 to 1
 */
record LedgerReport(List<CellRun> runs, Optional<PgBenchOutput> pgbench, double hotShare) {
  private static final List<String> HEAD =
      List.of(
          "cell",
          "operations/s",
          "p50 ms",
          "p95 ms",
          "p99 ms",
          "batch",
          "Java µs/op",
          "PostgreSQL µs/op",
          "WAL bytes/op",
          "to pgbench",
          "to plain",
          "goal",
          "of goal");

  String markdown() {
    return """
    # The ledger

    %s. An operation is one authorization or one settlement with grants, two limits, idempotency \
    keys, usage, decisions, hash chain and row security, durable when it is answered. The data \
    were audited after the last call and before any figure was made.

    %s
    Updates of wallets that stayed within their page (HOT): %.1f %%.
    """
        .formatted(Machine.line(), table().markdown(), hotShare * 100);
  }

  private Table table() {
    List<List<String>> rows = new ArrayList<>();
    runs.forEach(run -> rows.add(row(run)));
    pgbench.ifPresent(
        output ->
            rows.add(
                List.of(
                    PgBench.ROW,
                    Numbers.whole(output.perSecond()),
                    "–",
                    "–",
                    "–",
                    "1",
                    "–",
                    "–",
                    "–",
                    "1.0 ×",
                    "–",
                    "–",
                    "–")));
    return new Table(HEAD, rows);
  }

  private List<String> row(CellRun run) {
    Measured measured = run.measured();
    OptionalDouble goal = Goals.of(run.cell());
    return List.of(
        run.cell().toString(),
        Numbers.whole(measured.perSecond()),
        Numbers.places(measured.millisAt(50)),
        Numbers.places(measured.millisAt(95)),
        Numbers.places(measured.millisAt(99)),
        Numbers.whole(measured.batch()),
        Numbers.whole(run.javaMicros()),
        Numbers.whole(run.databaseMicros()),
        Numbers.whole(run.walBytesEach()),
        Numbers.times(
            measured.perSecond(), pgbench.map(PgBenchOutput::perSecond).orElse(Double.NaN)),
        Numbers.times(measured.perSecond(), plain(run.cell())),
        goal.isPresent() ? Numbers.whole(goal.getAsDouble()) : "–",
        goal.isPresent()
            ? "%.0f %%".formatted(100 * measured.perSecond() / goal.getAsDouble())
            : "–");
  }

  /**
   * What the plain ledger did on the same wallets: with as many callers, or with the most measured.
   */
  private double plain(Cell cell) {
    List<CellRun> candidates =
        runs.stream()
            .filter(run -> run.cell().adapter() == Adapter.PLAIN)
            .filter(run -> run.cell().shape() == cell.shape())
            .toList();
    return candidates.stream()
        .filter(run -> run.cell().callers() == cell.callers())
        .findFirst()
        .or(() -> candidates.stream().max((a, b) -> a.cell().callers() - b.cell().callers()))
        .map(run -> run.measured().perSecond())
        .orElse(Double.NaN);
  }

  BarChart chart() {
    List<BarChart.Bar> bars = new ArrayList<>();
    for (CellRun run : runs) {
      bars.add(
          new BarChart.Bar(
              run.cell().toString(), run.measured().perSecond(), Goals.of(run.cell())));
    }
    pgbench.ifPresent(output -> bars.add(output.bar()));
    return new BarChart("The ledger: operations per second (red: goal)", bars);
  }
}

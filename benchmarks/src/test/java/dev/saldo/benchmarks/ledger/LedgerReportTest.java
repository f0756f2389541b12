package dev.saldo.benchmarks.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.benchmarks.PgBenchOutput;
import dev.saldo.benchmarks.ledger.Cell.Adapter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LedgerReportTest {
  private static final long SECOND = 1_000_000_000;

  private final CellRun group = run(new Cell(Adapter.GROUP, Shape.HOT, 64, 2, 1), 10_000);
  private final CellRun many = run(new Cell(Adapter.GROUP, Shape.HOT, 256, 2, 1), 15_000);
  private final CellRun plain = run(new Cell(Adapter.PLAIN, Shape.HOT, 64, 1, 1), 1_000);
  private final CellRun other = run(new Cell(Adapter.PLAIN, Shape.SPREAD, 64, 1, 1), 4_000);

  @Test
  void comparesEachCellWithPgbenchPlainLedgerAndGoal() {
    assertThat(row(report(Optional.of(new PgBenchOutput(4_000, 1))), "| group hot, 64 callers"))
        .contains("| 10,000 |")
        .endsWith("| 2.5 × | 10.0 × | 20,000 | 50 % |");
  }

  @Test
  void comparesWithThePlainLedgerOnTheSameWalletsWhateverItsCallers() {
    assertThat(row(report(Optional.empty()), "| group hot, 256 callers"))
        .endsWith("| – | 15.0 × | 30,000 | 50 % |");
  }

  @Test
  void saysWhichShareOfUpdatesStayedWithinTheirPage() {
    assertThat(report(Optional.empty())).contains("(HOT): 98.5 %");
  }

  private String report(Optional<PgBenchOutput> pgbench) {
    return new LedgerReport(List.of(group, many, plain, other), pgbench, 0.985).markdown();
  }

  private static String row(String report, String begin) {
    return report.lines().filter(line -> line.startsWith(begin)).findFirst().orElseThrow();
  }

  private static CellRun run(Cell cell, int operations) {
    return new CellRun(
        cell,
        MeasuredTest.measured(operations, SECOND, 0),
        Acknowledged.NOTHING,
        Duration.ZERO,
        Duration.ZERO,
        0);
  }
}

package dev.saldo.benchmarks.ledger;

import dev.saldo.benchmarks.ledger.Cell.Adapter;
import dev.saldo.benchmarks.ledger.CellRun.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What is measured, round after round, so that whatever disturbs the machine hits all alike.
 *
 * @param firstWarmUp before the very first measurement, while the code is being compiled
 */
record Suite(List<Cell> cells, int rounds, Duration firstWarmUp, Times times, int pgbenchSeconds) {
  private static final int WORKERS = 2;

  /** What shows the goals, in less than ten minutes. */
  static Suite usual() {
    List<Cell> cells =
        List.of(
            new Cell(Adapter.GROUP, Shape.SPREAD, 64, WORKERS, 1),
            new Cell(Adapter.GROUP, Shape.SPREAD, 256, WORKERS, 1),
            new Cell(Adapter.GROUP, Shape.HOT, 64, WORKERS, 1),
            new Cell(Adapter.GROUP, Shape.HOT, 256, WORKERS, 1),
            new Cell(Adapter.PLAIN, Shape.SPREAD, 64, 1, 1),
            new Cell(Adapter.PLAIN, Shape.HOT, 64, 1, 1));
    return new Suite(cells, 2, seconds(100), new Times(seconds(5), seconds(10)), 10);
  }

  /** Every combination. */
  static Suite full() {
    List<Cell> cells = new ArrayList<>();
    for (Shape shape : Shape.values()) {
      for (int callers : List.of(1, 4, 16, 64, 256)) {
        cells.add(new Cell(Adapter.PLAIN, shape, callers, 1, 1));
        for (int workers = 1; workers <= WORKERS; workers++) {
          cells.add(new Cell(Adapter.GROUP, shape, callers, workers, 1));
          if (callers > 1) {
            cells.add(new Cell(Adapter.GROUP, shape, callers, workers, 2));
          }
        }
      }
    }
    return new Suite(cells, 1, seconds(100), new Times(seconds(8), seconds(10)), 20);
  }

  /** The same, so many times. */
  Suite withRounds(int count) {
    return new Suite(cells, count, firstWarmUp, times, pgbenchSeconds);
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }
}

package dev.saldo.benchmarks.ledger;

import java.util.Locale;

/**
 * One measured situation.
 *
 * @param workers that commit batches, in each process
 * @param processes that serve callers on the same database
 */
record Cell(Adapter adapter, Shape shape, int callers, int workers, int processes) {
  /** Which ledger. */
  enum Adapter {
    /** Many commands in one transaction. */
    GROUP,
    /** One transaction for each command. */
    PLAIN
  }

  /** What each of its processes does: their callers together are the cell's. */
  Cell shareOfOne() {
    return new Cell(adapter, shape, callers / processes, workers, 1);
  }

  @Override
  public String toString() {
    return "%s %s, %d callers%s%s"
        .formatted(
            lower(adapter),
            lower(shape),
            callers,
            adapter == Adapter.PLAIN ? "" : ", %d workers".formatted(workers),
            processes == 1 ? "" : ", %d processes".formatted(processes));
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}

package dev.saldo.benchmarks.ledger;

import dev.saldo.benchmarks.ledger.Cell.Adapter;
import java.util.OptionalDouble;

/** How many operations per second are aimed at on two processors. */
final class Goals {
  private static final double WITH_64_CALLERS = 20_000;
  private static final double WITH_256_CALLERS = 30_000;

  private Goals() {}

  /** The goal of a cell, if it has one. */
  static OptionalDouble of(Cell cell) {
    boolean counts =
        cell.adapter() == Adapter.GROUP
            && cell.shape() != Shape.SKEWED
            && cell.workers() == 2
            && cell.processes() == 1;
    return switch (counts ? cell.callers() : 0) {
      case 64 -> OptionalDouble.of(WITH_64_CALLERS);
      case 256 -> OptionalDouble.of(WITH_256_CALLERS);
      default -> OptionalDouble.empty();
    };
  }
}

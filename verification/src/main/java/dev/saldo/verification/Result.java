package dev.saldo.verification;

import java.util.List;

/**
 * What one instrument saw.
 *
 * @param counts what was done
 * @param faults what was broken on purpose
 * @param throughput operations while it was broken, or before
 * @param recovery how long it took until calls succeeded again
 * @param broken what the product did wrong; empty when it held
 */
record Result(
    String instrument,
    String counts,
    String faults,
    String throughput,
    String recovery,
    List<String> broken) {
  private static final String NOTHING = "-";

  Result {
    broken = List.copyOf(broken);
  }

  /** The result of an instrument that could not go on. */
  static Result failed(String instrument, Exception cause) {
    return new Result(
        instrument, NOTHING, NOTHING, NOTHING, NOTHING, List.of("could not go on: " + cause));
  }

  boolean held() {
    return broken.isEmpty();
  }

  List<String> cells() {
    return List.of(instrument, counts, faults, throughput, recovery, held() ? "held" : "BROKEN");
  }
}

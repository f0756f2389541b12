package dev.saldo.verification.simulation;

import java.util.List;

/**
 * What a life has shown.
 *
 * @param digest of everything that happened, in order
 * @param commands decided and stored
 * @param faultNumbers by which each of the faults can be spared
 * @param broken what the product did wrong, after the word for who noticed: {@code model}, {@code
 *     books}, {@code answers} or {@code failure}; empty when it held
 * @param trace what happened, in words, if that was asked for
 */
public record Verdict(
    long digest,
    int commands,
    Fault.Count faults,
    List<Integer> faultNumbers,
    List<String> broken,
    List<String> trace) {
  public Verdict {
    faultNumbers = List.copyOf(faultNumbers);
    broken = List.copyOf(broken);
    trace = List.copyOf(trace);
  }

  /** Whether the product did nothing wrong. */
  public boolean held() {
    return broken.isEmpty();
  }
}

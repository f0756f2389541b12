package dev.saldo.domain.plan;

/** How strictly a plan or a matrix cell keeps its rules. */
public enum Enforcement {
  /** Everything is checked and may refuse. */
  HARD,
  /**
   * Limits and missing credits never refuse. Charges take what the wallet has; the rest is not
   * charged and never owed. What would have been refused is recorded.
   */
  OBSERVE,
  /** Credits are neither checked nor charged; limits in calls still refuse. */
  UNLIMITED
}

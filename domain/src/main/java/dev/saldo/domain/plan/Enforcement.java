package dev.saldo.domain.plan;

/** How strictly a plan or a matrix cell keeps its rules. */
public enum Enforcement {
  /** Everything is checked and may refuse. */
  HARD,
  /** Credits are neither checked nor charged; limits in calls still refuse. */
  UNLIMITED
}

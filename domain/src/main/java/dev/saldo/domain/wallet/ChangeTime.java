package dev.saldo.domain.wallet;

/** When a plan change takes effect. */
public enum ChangeTime {
  /** At once; the cycle keeps its bounds. */
  NOW,
  /** With the next cycle. */
  END_OF_CYCLE
}

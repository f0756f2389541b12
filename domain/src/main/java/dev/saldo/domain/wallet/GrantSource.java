package dev.saldo.domain.wallet;

/** Where a grant's credits came from. */
public enum GrantSource {
  /** The plan's allowance for a cycle, or what a plan change adds to it. */
  PLAN,
  /** Bought. */
  PURCHASE,
  /** Given away; never repays debt. */
  PROMO,
  /** A correction by an operator. */
  ADJUSTMENT,
  /** Carried over from the cycle before. */
  ROLLOVER
}

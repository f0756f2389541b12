package dev.saldo.domain.plan;

/** What happens with the part of a call's charge that is above its hold. */
public enum OverrunPolicy {
  /** Charged from available credits, the rest becomes debt. */
  CHARGE,
  /**
   * Charged from available credits, then debt up to the plan's debt limit; the rest is not charged.
   */
  DEBT_UP_TO,
  /** Not charged. */
  CAP_AT_HOLD,
  /** The settlement is refused and the hold stays. */
  REJECT
}

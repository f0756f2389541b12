package dev.saldo.domain.wallet;

/** Why an entry was posted. */
public enum EntryKind {
  /** Credits came in. */
  GRANT(1),
  /** Credits were set aside for a call. */
  HOLD(2),
  /** A call was charged: from its hold, from what is available, or on debt. */
  CHARGE(3),
  /** What a hold did not use went back. */
  RETURN(4),
  /** Credits lapsed with their grant. */
  EXPIRY(5),
  /** Debt was repaid from available credits. */
  REPAYMENT(6),
  /** Credits of the plan left their grant to come in again with a rollover grant. */
  ROLLOVER(7),
  /** What was left of a grant was taken back. */
  VOID(8),
  /** An operator took credits out of a wallet. */
  ADJUSTMENT(9),
  /** The charge of an estimate was corrected: what was too much went back. */
  AMENDMENT(10);

  private final int code;

  EntryKind(int code) {
    this.code = code;
  }

  /** The number that stored entries carry; it never changes. */
  public int code() {
    return code;
  }
}

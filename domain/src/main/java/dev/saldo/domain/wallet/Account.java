package dev.saldo.domain.wallet;

/** The accounts of a wallet. An entry moves an amount from one to another, so they sum to zero. */
public enum Account {
  /** Where granted credits come from; its balance is what was ever issued, taken as negative. */
  ISSUED(1),
  /** Free to use. */
  AVAILABLE(2),
  /** Set aside by open holds. */
  HELD(3),
  /** Out of use while a payment is disputed. */
  FROZEN(4),
  /** Charged for calls. */
  SPENT(5),
  /** Lapsed: breakage. */
  EXPIRED(6),
  /** Taken back. */
  VOIDED(7),
  /** What was charged beyond the balance; its balance is what is owed, taken as negative. */
  DEBT(8);

  private final int code;

  Account(int code) {
    this.code = code;
  }

  /** The number that stored entries carry; it never changes. */
  public int code() {
    return code;
  }
}

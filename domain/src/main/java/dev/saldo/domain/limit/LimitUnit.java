package dev.saldo.domain.limit;

/** What a limit counts of a call. */
public enum LimitUnit {
  /** How often. */
  CALLS(0),
  /** Tokens of all classes together. */
  TOKENS(1),
  /** What the call costs, in micro-credits. */
  CREDITS(2);

  private final int code;

  LimitUnit(int code) {
    this.code = code;
  }

  /** The number that stored counters carry; it never changes. */
  public int code() {
    return code;
  }
}

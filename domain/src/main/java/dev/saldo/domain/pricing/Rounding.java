package dev.saldo.domain.pricing;

/** How far a price is rounded, always upward. */
public enum Rounding {
  /** To whole credits. */
  UP_TO_CREDIT(0),
  /** To millionths of a credit. */
  UP_TO_MICRO(6);

  private final int decimals;

  Rounding(int decimals) {
    this.decimals = decimals;
  }

  /** How many decimals of a credit are left. */
  public int decimals() {
    return decimals;
  }
}

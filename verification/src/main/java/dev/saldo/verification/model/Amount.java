package dev.saldo.verification.model;

import java.math.BigInteger;

/** Amounts in micro-credits. */
public final class Amount {
  private static final BigInteger CREDIT = BigInteger.valueOf(1_000_000);
  private static final long BLOCK = 1_000;

  private Amount() {}

  /** Whole credits. */
  public static BigInteger ofCredits(long credits) {
    return CREDIT.multiply(BigInteger.valueOf(credits));
  }

  /** What the starter catalogue sells tokens of any model at: a credit for every started block. */
  static BigInteger ofTokens(long tokens) {
    return ofCredits((tokens + BLOCK - 1) / BLOCK);
  }
}

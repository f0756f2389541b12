package dev.saldo.verification.model;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** A grant, and where its credits are. */
final class Purse {
  /** The order in which purses pay. */
  static final Comparator<Purse> BURNING =
      Comparator.comparingInt((Purse purse) -> purse.gift.priority())
          .thenComparing(purse -> purse.gift.expires().orElse(Instant.MAX))
          .thenComparing(purse -> purse.gift.paid())
          .thenComparingInt(purse -> purse.age);

  final int age;
  final Gift gift;
  boolean waiting;
  BigInteger free = BigInteger.ZERO;
  BigInteger held = BigInteger.ZERO;
  BigInteger spent = BigInteger.ZERO;
  BigInteger expired = BigInteger.ZERO;
  BigInteger voided = BigInteger.ZERO;

  Purse(int age, Gift gift) {
    this.age = age;
    this.gift = gift;
  }

  boolean lapsedAt(Instant time) {
    return gift.expires().isPresent() && !time.isBefore(gift.expires().get());
  }

  boolean isEmpty() {
    return !waiting && free.signum() == 0 && held.signum() == 0;
  }

  /** Takes up to so much of what is free; says how much. */
  BigInteger take(BigInteger wanted) {
    BigInteger part = free.min(wanted);
    free = free.subtract(part);
    return part;
  }

  Map<String, BigInteger> buckets() {
    return new TreeMap<>(
        Map.of(
            "available", free, "held", held, "spent", spent, "expired", expired, "voided", voided));
  }
}

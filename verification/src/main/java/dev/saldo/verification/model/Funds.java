package dev.saldo.verification.model;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The purses of a wallet, and what it owes. */
final class Funds {
  private static final BigInteger ZERO = BigInteger.ZERO;

  final List<Purse> purses = new ArrayList<>();
  private final List<Purse> live = new ArrayList<>();
  private BigInteger issued = ZERO;
  BigInteger debt = ZERO;

  /** Where all credits are. */
  Map<String, BigInteger> accounts() {
    Map<String, BigInteger> sums = new TreeMap<>();
    for (Purse purse : purses) {
      purse.buckets().forEach((name, amount) -> sums.merge(name, amount, BigInteger::add));
    }
    for (String name : List.of("available", "held", "spent", "expired", "voided")) {
      sums.putIfAbsent(name, ZERO);
    }
    // What is owed was spent by the wallet, and is spent by a purse when it is repaid.
    sums.merge("spent", debt, BigInteger::add);
    sums.put("issued", issued);
    sums.put("debt", debt);
    return sums;
  }

  Purse add(Gift gift, boolean waiting) {
    Purse purse = new Purse(purses.size(), gift);
    purses.add(purse);
    live.add(purse);
    purse.waiting = waiting;
    if (!waiting) {
      arrive(purse);
    }
    return purse;
  }

  void arrive(Purse purse) {
    purse.waiting = false;
    purse.free = purse.gift.amount();
    issued = issued.add(purse.gift.amount());
  }

  static void lapse(Purse purse) {
    purse.expired = purse.expired.add(purse.free);
    purse.free = ZERO;
  }

  /** Purses in which something can still happen. */
  List<Purse> live() {
    live.removeIf(Purse::isEmpty);
    return live;
  }

  /** Purses that may pay, the first to burn first. */
  List<Purse> payers(String feature, String provider, Instant now) {
    return live().stream()
        .filter(purse -> purse.free.signum() > 0 && !purse.lapsedAt(now))
        .filter(purse -> purse.gift.paysFor(feature, provider))
        .sorted(Purse.BURNING)
        .toList();
  }

  /** Spends what is free; says what was wanting. */
  BigInteger spend(BigInteger wanted, List<Purse> payers) {
    BigInteger left = wanted;
    for (Purse purse : payers) {
      BigInteger part = purse.take(left);
      purse.spent = purse.spent.add(part);
      left = left.subtract(part);
    }
    return left;
  }

  void owe(BigInteger amount) {
    debt = debt.add(amount);
  }

  /** Repays debt from what may; says how much. */
  BigInteger repay(Instant now) {
    BigInteger before = debt;
    List<Purse> payers =
        live().stream()
            .filter(purse -> purse.gift.repaysDebt() && !purse.lapsedAt(now))
            .sorted(Purse.BURNING)
            .toList();
    for (Purse purse : payers) {
      BigInteger part = purse.take(debt);
      purse.spent = purse.spent.add(part);
      debt = debt.subtract(part);
    }
    return before.subtract(debt);
  }
}

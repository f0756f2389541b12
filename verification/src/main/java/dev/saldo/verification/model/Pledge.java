package dev.saldo.verification.model;

import java.math.BigInteger;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A hold: what it has pinned of which purse, and what no purse covers. */
final class Pledge {
  final Call call;
  final Plan plan;
  final Plan.Cell way;
  final List<String> models;
  final Instant made;
  final BigInteger size;
  final Map<Purse, BigInteger> pinned = new LinkedHashMap<>();
  BigInteger uncovered = BigInteger.ZERO;
  String state = "held";
  boolean settled;

  Pledge(Call call, Plan plan, Plan.Cell way, Instant made, BigInteger size) {
    this.call = call;
    this.plan = plan;
    this.way = way;
    this.models = plan.ways(call).stream().map(Plan.Cell::model).toList();
    this.made = made;
    this.size = size;
  }

  Instant expires() {
    return made.plus(call.lifetime());
  }

  boolean isOpen() {
    return state.equals("held");
  }

  /** Sets its size aside from purses, in their order; what they do not cover is uncovered. */
  void pin(List<Purse> payers) {
    BigInteger left = size;
    for (Purse purse : payers) {
      BigInteger part = purse.take(left);
      purse.held = purse.held.add(part);
      left = left.subtract(part);
      if (part.signum() > 0) {
        pinned.put(purse, part);
      }
    }
    uncovered = left;
  }

  /** Spends of what is pinned; says what was wanting. */
  BigInteger spend(BigInteger due) {
    BigInteger left = due;
    for (Map.Entry<Purse, BigInteger> line : pinned.entrySet()) {
      BigInteger part = line.getValue().min(left);
      Purse purse = line.getKey();
      purse.held = purse.held.subtract(part);
      purse.spent = purse.spent.add(part);
      line.setValue(line.getValue().subtract(part));
      left = left.subtract(part);
    }
    return left;
  }

  /** Gives back what is still pinned; says how much of it is free again. */
  BigInteger giveBack(Instant now) {
    BigInteger returned = BigInteger.ZERO;
    for (Map.Entry<Purse, BigInteger> line : pinned.entrySet()) {
      Purse purse = line.getKey();
      purse.held = purse.held.subtract(line.getValue());
      if (purse.lapsedAt(now)) {
        purse.expired = purse.expired.add(line.getValue());
      } else {
        purse.free = purse.free.add(line.getValue());
        returned = returned.add(line.getValue());
      }
    }
    return returned;
  }
}

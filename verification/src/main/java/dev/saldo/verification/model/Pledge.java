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
}

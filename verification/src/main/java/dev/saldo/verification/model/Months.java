package dev.saldo.verification.model;

import static java.math.BigInteger.ZERO;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The cycles of a wallet: calendar months in UTC, and the plan that each is on. */
final class Months {
  private final Funds funds;
  private final Set<String> plansOfCycle = new HashSet<>();
  private final Set<String> plansEver = new HashSet<>();
  private Plan plan;
  private Optional<Plan> next = Optional.empty();
  private LocalDate start;
  private boolean rolled;

  Months(Plan plan, Instant opened, Funds funds) {
    this.funds = funds;
    this.plan = plan;
    this.start = LocalDate.ofInstant(opened, ZoneOffset.UTC).withDayOfMonth(1);
    begin();
  }

  Plan plan() {
    return plan;
  }

  Instant end() {
    return midnight(start.plusMonths(1));
  }

  /** Whether the wallet is on a plan, or was at any time. */
  boolean wasOn(Plan other) {
    return plansEver.contains(other.slug());
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** Whether something is to roll over when the cycle ends. */
  boolean rolls() {
    return !rolled && plan.rolls().signum() > 0;
  }

  void rollOver() {
    rolled = true;
    BigInteger left = plan.rolls();
    List<Purse> ofThePlan =
        funds.live().stream().filter(purse -> purse.gift.source().equals("plan")).toList();
    for (Purse purse : ofThePlan) {
      BigInteger part = purse.take(left);
      purse.voided = purse.voided.add(part);
      left = left.subtract(part);
    }
    BigInteger moved = plan.rolls().subtract(left);
    if (moved.signum() > 0) {
      funds.add(Gift.until(start.plusMonths(2), "rollover", moved), false);
    }
  }

  void renew() {
    plan = next.orElse(plan);
    next = Optional.empty();
    start = start.plusMonths(1);
    begin();
  }

  private void begin() {
    rolled = false;
    plansOfCycle.clear();
    plansOfCycle.add(plan.slug());
    plansEver.add(plan.slug());
    allow(plan.allowance());
  }

  private void allow(BigInteger amount) {
    if (amount.signum() > 0) {
      funds.add(Gift.until(start.plusMonths(1), "plan", amount), false);
    }
  }

  /** Another plan from the next cycle on. */
  void schedule(Plan to) {
    next = Optional.of(to);
  }

  /** Another plan now; says what it gives for the rest of the cycle. */
  BigInteger change(Plan to, Instant now) {
    next = Optional.empty();
    BigInteger more = ZERO;
    if (plansOfCycle.add(to.slug())) {
      BigInteger left = BigInteger.valueOf(Duration.between(now, end()).toSeconds());
      BigInteger whole = BigInteger.valueOf(Duration.between(midnight(start), end()).toSeconds());
      more = to.allowance().subtract(plan.allowance()).max(ZERO).multiply(left).divide(whole);
    }
    plan = to;
    plansEver.add(to.slug());
    allow(more);
    return more;
  }
}

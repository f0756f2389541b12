package dev.saldo.verification.model;

import static java.math.BigInteger.ZERO;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A wallet in UTC by the rules, without any code of the ledger. What a command answers is given by
 * the names that answers have on the wire, amounts in micro-credits.
 */
final class ModelWallet {
  private final Funds funds = new Funds();
  private final Tally tally = new Tally();
  private final Map<Long, Pledge> pledges = new LinkedHashMap<>();
  private final Map<Long, Pledge> open = new LinkedHashMap<>();
  private final Months months;
  private Instant now;

  private record Event(Instant at, int rank, Runnable action) {}

  ModelWallet(Plan plan, Instant opened) {
    this.now = opened;
    this.months = new Months(plan, opened, funds);
  }

  // State

  Map<String, BigInteger> accounts() {
    return funds.accounts();
  }

  /** What open holds have of the room for debt. */
  BigInteger reserved() {
    return open.values().stream().map(pledge -> pledge.uncovered).reduce(ZERO, BigInteger::add);
  }

  List<Map<String, BigInteger>> grants() {
    return funds.purses.stream().map(Purse::buckets).toList();
  }

  /** How every hold stands, by number. */
  Map<Long, String> holds() {
    Map<Long, String> states = new TreeMap<>();
    pledges.forEach((number, pledge) -> states.put(number, pledge.state));
    return states;
  }

  Map<String, String> counts() {
    return tally.counts();
  }

  String planAndCycle() {
    return months.plan().slug() + " to " + months.end();
  }

  // Time

  void reach(Instant time) {
    Optional<Event> due = due(time);
    while (due.isPresent()) {
      now = due.get().at();
      due.get().action().run();
      funds.repay(now);
      due = due(time);
    }
    now = time.isBefore(now) ? now : time;
  }

  private Optional<Event> due(Instant time) {
    List<Event> events = new ArrayList<>();
    open.values().forEach(it -> events.add(new Event(it.expires(), 0, () -> end(it, "expired"))));
    if (months.rolls()) {
      events.add(new Event(months.end(), 1, months::rollOver));
    }
    for (Purse purse : funds.live()) {
      if (purse.waiting) {
        events.add(new Event(purse.gift.from().orElseThrow(), 4, () -> funds.arrive(purse)));
      } else if (purse.free.signum() > 0 && purse.gift.expires().isPresent()) {
        events.add(new Event(purse.gift.expires().get(), 2, () -> Funds.lapse(purse)));
      }
    }
    events.add(new Event(months.end(), 3, months::renew));
    return events.stream()
        .filter(event -> !event.at().isAfter(time))
        .min(Comparator.comparing(Event::at).thenComparingInt(Event::rank));
  }

  /** Ends a hold, and gives back what is still pinned; says how much is free again. */
  private BigInteger end(Pledge pledge, String how) {
    pledge.state = how;
    open.values().remove(pledge);
    tally.add(pledge.call, pledge.way.provider(), pledge.made, 0, -1);
    return pledge.giveBack(now);
  }

  // Commands

  Map<String, String> give(Gift gift) {
    boolean waiting = gift.from().isPresent() && gift.from().get().isAfter(now);
    funds.add(gift, waiting);
    BigInteger repaid = funds.repay(now);
    return standing(Map.of("repaid", repaid));
  }

  /** {@code when} is {@code now}, {@code end_of_cycle} or empty. */
  Map<String, String> changePlan(Plan to, String when) {
    boolean less = to.allowance().compareTo(months.plan().allowance()) < 0;
    if (when.equals("end_of_cycle") || (when.isEmpty() && less)) {
      months.schedule(to);
      return Map.of("when", "end_of_cycle", "credits", to.allowance().toString());
    }
    BigInteger more = months.change(to, now);
    funds.repay(now);
    return Map.of("when", "now", "credits", more.toString());
  }

  Map<String, String> authorize(long number, Call call) {
    Plan plan = months.plan();
    List<Plan.Cell> ways = plan.ways(call);
    if (ways.isEmpty()) {
      return refused(plan.offers(call).isEmpty() ? "feature_not_in_plan" : "model_not_allowed");
    }
    Optional<String> full = tally.refusal(call, ways, now);
    if (full.isPresent()) {
      return refused(full.get());
    }
    Plan.Cell way =
        ways.stream().filter(it -> tally.hasRoom(call, it, now)).findFirst().orElseThrow();
    Pledge pledge = new Pledge(call, plan, way, now, call.due());
    return pin(pledge) ? held(number, pledge) : refused("insufficient_credits");
  }

  private boolean pin(Pledge pledge) {
    List<Purse> payers = funds.payers(pledge.call.feature(), pledge.way.provider(), now);
    BigInteger covered = payers.stream().map(purse -> purse.free).reduce(ZERO, BigInteger::add);
    if (pledge.size.compareTo(covered.add(room())) > 0) {
      return false;
    }
    pledge.pin(payers);
    return true;
  }

  private Map<String, String> held(long number, Pledge pledge) {
    pledges.put(number, pledge);
    open.put(number, pledge);
    tally.add(pledge.call, pledge.way.provider(), now, 0, 1);
    Map<String, String> answer =
        standing(Map.of("credits", pledge.size, "uncovered", pledge.uncovered));
    answer.put("model", pledge.way.model());
    return answer;
  }

  private Map<String, String> refused(String code) {
    Map<String, String> answer = standing(Map.of());
    answer.put("code", code);
    return answer;
  }

  private BigInteger room() {
    BigInteger unowed = months.plan().debtLimit().subtract(funds.debt).max(ZERO);
    return unowed.subtract(reserved()).max(ZERO);
  }

  Map<String, String> release(long number) {
    Optional<String> conflict = conflict(number, false);
    if (conflict.isPresent()) {
      return refused(conflict.get());
    }
    BigInteger returned = end(pledge(number), "released");
    funds.repay(now);
    return standing(Map.of("returned", returned));
  }

  Map<String, String> settle(long number, Use use) {
    Pledge pledge = pledge(number);
    BigInteger due = use.due(pledge.call);
    Optional<String> conflict = conflict(number, true).or(() -> rejection(pledge, due));
    if (conflict.isPresent()) {
      return refused(conflict.get());
    }
    Charged charged = charge(pledge, due, use.model().orElse(pledge.way.model()));
    pledge.settled = true;
    String served = use.model().orElse(pledge.way.model());
    tally.add(pledge.call, provider(served), pledge.made, use.calls(), 0);
    funds.repay(now);
    Map<String, String> answer =
        standing(
            Map.of(
                "charged", due.subtract(charged.forgone()),
                "not_charged", charged.forgone(),
                "returned", charged.returned(),
                "debt", charged.owed()));
    answer.put("state", pledge.state);
    answer.put("late", String.valueOf(pledge.state.equals("expired")));
    answer.put("off_route", String.valueOf(!pledge.models.contains(served)));
    return answer;
  }

  /** Why a hold cannot be given up any more, or settled; empty when it can. */
  private Optional<String> conflict(long number, boolean settling) {
    Pledge pledge = pledge(number);
    return switch (pledge.state) {
      case "settled" -> Optional.of("already_settled");
      case "released" -> Optional.of("already_released");
      case "expired" -> {
        if (!settling) {
          yield Optional.of("already_expired");
        }
        yield pledge.settled ? Optional.of("already_settled") : Optional.empty();
      }
      default -> Optional.empty();
    };
  }

  private static Optional<String> rejection(Pledge pledge, BigInteger due) {
    boolean above = due.compareTo(pledge.size) > 0;
    return pledge.isOpen() && above && pledge.plan.overrun().equals("reject")
        ? Optional.of("overrun_rejected")
        : Optional.empty();
  }

  private record Charged(BigInteger returned, BigInteger owed, BigInteger forgone) {}

  private Charged charge(Pledge pledge, BigInteger due, String model) {
    boolean late = !pledge.isOpen();
    String overrun = pledge.plan.overrun();
    boolean takesMore = late || overrun.equals("charge") || overrun.equals("debt_up_to");
    BigInteger left = due;
    BigInteger returned = ZERO;
    BigInteger owed = ZERO;
    if (!late) {
      left = pledge.spend(left);
      owed = pledge.uncovered.min(left);
      funds.owe(owed);
      left = left.subtract(owed);
      returned = end(pledge, "settled");
    }
    if (takesMore) {
      left = funds.spend(left, funds.payers(pledge.call.feature(), provider(model), now));
    }
    BigInteger more =
        switch (overrun) {
          case "charge" -> left;
          case "debt_up_to" -> left.min(room());
          default -> ZERO;
        };
    funds.owe(more);
    return new Charged(returned, owed.add(more), left.subtract(more));
  }

  /** Whether a refusal that left nothing behind agrees with how things ended. */
  boolean explains(long number, String code, Optional<Use> use) {
    Optional<String> conflict = conflict(number, use.isPresent());
    return conflict.equals(Optional.of(code))
        || use.map(it -> it.due(pledge(number).call))
            .filter(due -> due.compareTo(pledge(number).size) > 0)
            .filter(_ -> pledge(number).plan.overrun().equals("reject"))
            .map(_ -> code.equals("overrun_rejected"))
            .orElse(false);
  }

  /** Whether a change to a plan may have been refused because the wallet was on it. */
  boolean explains(Plan to, String code) {
    return code.equals("already_on_plan") && months.wasOn(to);
  }

  private Pledge pledge(long number) {
    Pledge pledge = pledges.get(number);
    if (pledge == null) {
      throw new IllegalStateException("there is no hold " + number);
    }
    return pledge;
  }

  private static String provider(String model) {
    return model.substring(0, model.indexOf('/'));
  }

  /** An answer's amounts, and the balance that every answer carries. */
  private Map<String, String> standing(Map<String, BigInteger> amounts) {
    Map<String, String> answer = new TreeMap<>();
    amounts.forEach((name, amount) -> answer.put(name, amount.toString()));
    Map<String, BigInteger> accounts = accounts();
    answer.put("balance.available", String.valueOf(accounts.get("available")));
    answer.put("balance.held", String.valueOf(accounts.get("held")));
    answer.put("balance.debt", String.valueOf(accounts.get("debt")));
    return answer;
  }
}

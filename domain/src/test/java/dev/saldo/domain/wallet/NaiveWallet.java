package dev.saldo.domain.wallet;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The rules of a wallet once more, written down as plainly as possible and sharing nothing with the
 * real ones: micro-credits as big integers, in UTC, one credit for every started 1,000 tokens.
 * Cycles are days of the calendar, looked for one by one.
 */
public final class NaiveWallet {
  private static final BigInteger ZERO = BigInteger.ZERO;
  private static final BigInteger CREDIT = BigInteger.valueOf(1_000_000);

  /**
   * What a plan says, in micro-credits.
   *
   * @param ownDay whether cycles begin on the customer's day
   * @param rolls the most that rolls over
   * @param validCycles of what rolled over; 0 when it is {@code validDays}
   */
  public record Terms(
      String name,
      int version,
      BigInteger allowance,
      String overrun,
      BigInteger debtLimit,
      boolean ownDay,
      BigInteger rolls,
      int validCycles,
      int validDays) {}

  /** What is granted; {@code feature} is empty for any, {@code expires} for never. */
  public record Given(
      BigInteger amount,
      int priority,
      Optional<Instant> from,
      Optional<Instant> expires,
      boolean paid,
      boolean promo,
      String feature) {
    private static Given byThePlan(BigInteger amount, LocalDate expires) {
      Optional<Instant> end = Optional.of(midnight(expires));
      return new Given(amount, 50, Optional.empty(), end, false, false, "");
    }
  }

  private static final class Purse {
    final int age;
    final Given given;
    boolean waiting;
    boolean ofThePlan;
    BigInteger free = ZERO;

    Purse(int age, Given given) {
      this.age = age;
      this.given = given;
    }

    boolean lapsedAt(Instant time) {
      return given.expires().isPresent() && !time.isBefore(given.expires().get());
    }

    boolean pays(String feature) {
      return given.feature().isEmpty() || given.feature().equals(feature);
    }
  }

  private static final class Pledge {
    final Map<Purse, BigInteger> pinned = new LinkedHashMap<>();
    final Map<Purse, BigInteger> paid = new LinkedHashMap<>();
    final String feature;
    final String overrun;
    final Instant made;
    Instant expires;
    Optional<Pledge> run = Optional.empty();
    int children;
    BigInteger rated = ZERO;
    BigInteger size = ZERO;
    BigInteger owed = ZERO;
    boolean assumed;
    Instant settledAt = Instant.MAX;
    long amendedTokens = -1;
    BigInteger uncovered = ZERO;
    String state = "held";
    long settledTokens = -1;

    Pledge(String feature, String overrun, Instant made, Instant expires) {
      this.feature = feature;
      this.overrun = overrun;
      this.made = made;
      this.expires = expires;
    }

    boolean open() {
      return state.equals("held");
    }
  }

  /** Something that time does, with its place among those of the same instant. */
  private record Event(Instant at, int rank, Runnable action) {}

  private static final Comparator<Purse> BURNING =
      Comparator.comparingInt((Purse purse) -> purse.given.priority())
          .thenComparing(purse -> purse.given.expires().orElse(Instant.MAX))
          .thenComparing(purse -> purse.given.paid())
          .thenComparingInt(purse -> purse.age);

  private final List<Purse> purses = new ArrayList<>();
  private final List<Pledge> pledges = new ArrayList<>();
  private boolean rolled;
  private boolean frozen;
  private Terms terms;
  private Instant now;
  private LocalDate cycleStart;
  private LocalDate cycleEnd;
  private int anchor;
  private Optional<Terms> next = Optional.empty();
  private Optional<BigInteger> own = Optional.empty();
  private Optional<BigInteger> ownOfCycle = Optional.empty();
  private List<Terms> plansOfCycle;
  private BigInteger issued = ZERO;
  private BigInteger spent = ZERO;
  private BigInteger expired = ZERO;
  private BigInteger voided = ZERO;
  private BigInteger debt = ZERO;

  public NaiveWallet(Terms terms, Instant now) {
    this.terms = terms;
    this.now = now;
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    this.anchor = today.getDayOfMonth();
    this.cycleStart = today;
    while (!begins(cycleStart, dayOf(terms))) {
      cycleStart = cycleStart.minusDays(1);
    }
    this.cycleEnd = after(today, dayOf(terms), 1);
    this.plansOfCycle = new ArrayList<>(List.of(terms));
    allowance(terms.allowance());
  }

  /** Everything that can be compared, as text. */
  public String state() {
    return "issued "
        + issued
        + " free "
        + free()
        + " held "
        + held()
        + " spent "
        + spent
        + " expired "
        + expired
        + " voided "
        + voided
        + " debt "
        + debt
        + " reserved "
        + reserved()
        + " plan "
        + terms.name()
        + "@"
        + terms.version()
        + " to "
        + midnight(cycleEnd);
  }

  private BigInteger free() {
    return purses.stream().map(purse -> purse.free).reduce(ZERO, BigInteger::add);
  }

  private BigInteger held() {
    return pledges.stream()
        .filter(Pledge::open)
        .flatMap(pledge -> pledge.pinned.values().stream())
        .reduce(ZERO, BigInteger::add);
  }

  private BigInteger reserved() {
    return pledges.stream()
        .filter(Pledge::open)
        .map(pledge -> pledge.uncovered)
        .reduce(ZERO, BigInteger::add);
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** Whether cycles of a day of the month begin on a date; in short months on the last. */
  private static boolean begins(LocalDate date, int day) {
    boolean last = date.plusDays(1).getDayOfMonth() == 1;
    return date.getDayOfMonth() == day || (last && date.getDayOfMonth() < day);
  }

  /** The first date on which cycles begin, so many days after a date or later. */
  private static LocalDate after(LocalDate from, int day, int days) {
    LocalDate date = from.plusDays(days);
    while (!begins(date, day)) {
      date = date.plusDays(1);
    }
    return date;
  }

  private int dayOf(Terms plan) {
    return plan.ownDay() ? anchor : 1;
  }

  // Time

  public void reach(Instant clock) {
    Instant target = clock.isBefore(now) ? now : clock;
    Optional<Event> next = next(target);
    while (next.isPresent()) {
      now = next.get().at();
      next.get().action().run();
      repay();
      next = next(target);
    }
    now = target;
  }

  private Optional<Event> next(Instant target) {
    List<Event> events = new ArrayList<>();
    for (Pledge pledge : pledges) {
      if (pledge.open()) {
        events.add(
            new Event(
                pledge.expires, pledge.run.isPresent() ? -1 : 0, () -> end(pledge, "expired")));
      }
    }
    for (Purse purse : purses) {
      if (purse.waiting) {
        events.add(new Event(purse.given.from().orElseThrow(), 4, () -> arrive(purse)));
      } else if (purse.free.signum() > 0 && purse.given.expires().isPresent()) {
        events.add(new Event(purse.given.expires().get(), 2, () -> lapse(purse)));
      }
    }
    if (!rolled) {
      events.add(new Event(midnight(cycleEnd), 1, this::rollOver));
    }
    events.add(new Event(midnight(cycleEnd), 3, this::renew));
    return events.stream()
        .filter(event -> !event.at().isAfter(target))
        .min(Comparator.comparing(Event::at).thenComparingInt(Event::rank));
  }

  private void lapse(Purse purse) {
    expired = expired.add(purse.free);
    purse.free = ZERO;
  }

  private void rollOver() {
    rolled = true;
    BigInteger left = terms.rolls();
    for (Purse purse : List.copyOf(purses)) {
      BigInteger part = purse.ofThePlan ? purse.free.min(left) : ZERO;
      purse.free = purse.free.subtract(part);
      voided = voided.add(part);
      left = left.subtract(part);
    }
    BigInteger moved = terms.rolls().subtract(left);
    if (moved.signum() > 0) {
      int day = dayOf(next.orElse(terms));
      LocalDate end = cycleEnd.plusDays(terms.validDays());
      for (int cycle = 0; cycle < terms.validCycles(); cycle++) {
        end = after(end, day, 15);
      }
      arrive(add(Given.byThePlan(moved, end)));
    }
  }

  private void renew() {
    rolled = false;
    terms = next.orElse(terms);
    next = Optional.empty();
    cycleStart = cycleEnd;
    cycleEnd = after(cycleEnd, dayOf(terms), 15);
    plansOfCycle = new ArrayList<>(List.of(terms));
    ownOfCycle = own;
    allowance(own.orElse(terms.allowance()));
  }

  private void allowance(BigInteger amount) {
    if (amount.signum() > 0) {
      Purse purse = add(Given.byThePlan(amount, cycleEnd));
      purse.ofThePlan = true;
      arrive(purse);
    }
  }

  private Purse add(Given given) {
    Purse purse = new Purse(purses.size(), given);
    purses.add(purse);
    return purse;
  }

  private void arrive(Purse purse) {
    purse.waiting = false;
    purse.free = purse.given.amount();
    issued = issued.add(purse.given.amount());
  }

  // Commands

  public String grant(Given given) {
    Instant from = given.from().filter(time -> time.isAfter(now)).orElse(now);
    if (given.expires().isPresent() && !given.expires().get().isAfter(from)) {
      return "too early";
    }
    Purse purse = add(given);
    purse.waiting = from.isAfter(now);
    if (!purse.waiting) {
      arrive(purse);
    }
    repay();
    return "granted";
  }

  /** Agrees on a day and on an allowance. */
  public void agree(int day, Optional<BigInteger> allowance) {
    anchor = day;
    own = allowance;
  }

  /** Takes back what is left of the purse of this place among all that came in. */
  String takeBack(int index) {
    Purse purse = purses.get(index);
    if (purse.waiting) {
      arrive(purse);
    }
    if (purse.free.signum() == 0) {
      return "nothing to void";
    }
    voided = voided.add(purse.free);
    purse.free = ZERO;
    return "voided";
  }

  int purses() {
    return purses.size();
  }

  String adjust(BigInteger credits) {
    if (credits.signum() > 0) {
      grant(new Given(credits, 50, Optional.empty(), Optional.empty(), false, false, ""));
      return "adjusted";
    }
    if (credits.negate().compareTo(free()) > 0) {
      return "insufficient";
    }
    BigInteger left = credits.negate();
    for (Purse purse : inBurnOrder(_ -> true)) {
      BigInteger part = purse.free.min(left);
      purse.free = purse.free.subtract(part);
      voided = voided.add(part);
      left = left.subtract(part);
    }
    return "adjusted";
  }

  String freeze(boolean wanted) {
    String answer = frozen == wanted ? "as frozen" : "freeze changed";
    frozen = wanted;
    return answer;
  }

  public String cancel() {
    boolean waited = next.isPresent();
    next = Optional.empty();
    return waited ? "cancelled" : "nothing scheduled";
  }

  /** {@code when} is {@code now}, {@code end} or empty. */
  public String changePlan(Terms to, String when) {
    if (to.equals(terms)) {
      return "unchanged";
    }
    boolean less = to.allowance().compareTo(terms.allowance()) < 0;
    if (when.equals("end") || (when.isEmpty() && less)) {
      next = Optional.of(to);
      return "scheduled";
    }
    next = Optional.empty();
    if (!wasOn(to)) {
      long left = Duration.between(now, midnight(cycleEnd)).toSeconds();
      long whole = Duration.between(midnight(cycleStart), midnight(cycleEnd)).toSeconds();
      BigInteger more =
          ownOfCycle.isPresent() ? ZERO : to.allowance().subtract(terms.allowance()).max(ZERO);
      allowance(more.multiply(BigInteger.valueOf(left)).divide(BigInteger.valueOf(whole)));
    }
    terms = to;
    plansOfCycle.add(to);
    repay();
    return "changed";
  }

  /** In this cycle: on another plan in any version, on the plan of now in that version. */
  private boolean wasOn(Terms to) {
    return plansOfCycle.stream()
        .filter(each -> each.name().equals(to.name()))
        .anyMatch(each -> !to.name().equals(terms.name()) || each.version() == to.version());
  }

  public String authorize(BigInteger wanted, String feature, Duration lifetime) {
    return pledge(wanted, feature, now.plus(lifetime), Optional.empty());
  }

  /** A child of a run. */
  String authorizeChild(int index, BigInteger wanted, String feature, Duration lifetime) {
    Pledge run = pledges.get(index);
    if (run.run.isPresent() && run.open()) {
      return "a child";
    }
    if (!run.open()) {
      return run.state;
    }
    Instant expiry = now.plus(lifetime);
    return pledge(
        wanted, feature, expiry.isAfter(run.expires) ? run.expires : expiry, Optional.of(run));
  }

  private String pledge(BigInteger wanted, String feature, Instant expiry, Optional<Pledge> run) {
    Pledge pledge = new Pledge(feature, terms.overrun(), now, expiry);
    pledge.run = run;
    if (frozen || !pin(pledge, wanted)) {
      return "refused";
    }
    run.ifPresent(parent -> parent.children++);
    pledges.add(pledge);
    return "held";
  }

  /** Pins credits: of the run, then of purses, then of the room for debt; all or nothing. */
  private boolean pin(Pledge pledge, BigInteger wanted) {
    BigInteger usable =
        payers(pledge.feature).stream().map(purse -> purse.free).reduce(room(), BigInteger::add);
    if (pledge.run.isPresent()) {
      Pledge run = pledge.run.get();
      usable = usable.add(run.uncovered);
      for (Map.Entry<Purse, BigInteger> pinned : run.pinned.entrySet()) {
        usable = pinned.getKey().pays(pledge.feature) ? usable.add(pinned.getValue()) : usable;
      }
    }
    if (wanted.compareTo(usable) > 0) {
      return false;
    }
    BigInteger left = wanted.subtract(takeOfRun(pledge, wanted, pledge.pinned));
    if (pledge.run.isPresent()) {
      BigInteger shared = pledge.run.get().uncovered.min(left);
      pledge.run.get().uncovered = pledge.run.get().uncovered.subtract(shared);
      pledge.uncovered = pledge.uncovered.add(shared);
      left = left.subtract(shared);
    }
    for (Purse purse : payers(pledge.feature)) {
      BigInteger part = purse.free.min(left);
      purse.free = purse.free.subtract(part);
      pledge.pinned.merge(purse, part, BigInteger::add);
      left = left.subtract(part);
    }
    pledge.uncovered = pledge.uncovered.add(left);
    return true;
  }

  /** Takes from the open run of a child into another place; says how much. */
  private BigInteger takeOfRun(Pledge child, BigInteger wanted, Map<Purse, BigInteger> to) {
    BigInteger left = wanted;
    if (child.run.isPresent() && child.run.get().open()) {
      Map<Purse, BigInteger> pinned = child.run.get().pinned;
      for (Purse purse : byBurning(pinned)) {
        BigInteger part = purse.pays(child.feature) ? pinned.get(purse).min(left) : BigInteger.ZERO;
        pinned.put(purse, pinned.get(purse).subtract(part));
        add(to, purse, part);
        left = left.subtract(part);
      }
    }
    return wanted.subtract(left);
  }

  String extend(int index, BigInteger more, Duration lifetime) {
    Pledge pledge = pledges.get(index);
    if (!pledge.open()) {
      return "already " + pledge.state;
    }
    Instant expiry = now.plus(lifetime);
    expiry = expiry.isAfter(pledge.expires) ? expiry : pledge.expires;
    boolean tooLong = expiry.isAfter(pledge.made.plus(Duration.ofHours(24)));
    if (tooLong || (pledge.run.isPresent() && expiry.isAfter(pledge.run.get().expires))) {
      return "too long";
    }
    if (frozen || !pin(pledge, more)) {
      return "refused";
    }
    pledge.expires = expiry;
    return "extended";
  }

  String amend(int index, long tokens) {
    Pledge pledge = pledges.get(index);
    if (pledge.amendedTokens >= 0) {
      return pledge.amendedTokens == tokens ? "replayed" : "already amended";
    }
    if (pledge.state.equals("released")) {
      return "already released";
    }
    if (pledge.settledTokens < 0) {
      return "not settled";
    }
    if (!pledge.assumed) {
      return "not assumed";
    }
    if (!now.isBefore(pledge.settledAt.plus(Duration.ofDays(35)))) {
      return "too late";
    }
    BigInteger due = CREDIT.multiply(BigInteger.valueOf((tokens + 999) / 1000));
    BigInteger paid = pledge.paid.values().stream().reduce(pledge.owed, BigInteger::add);
    boolean late = pledge.state.equals("expired");
    if (due.compareTo(pledge.rated) > 0) {
      if (pledge.overrun.equals("REJECT") && !late && due.compareTo(pledge.size) > 0) {
        return "rejected";
      }
      BigInteger more = due.subtract(pledge.rated);
      boolean kept = pledge.overrun.equals("CAP_AT_HOLD") || pledge.overrun.equals("REJECT");
      BigInteger most =
          kept && !late ? more.min(pledge.size.subtract(pledge.rated).max(ZERO)) : more;
      BigInteger rest = takeMore(pledge, most);
      if (kept && !late) {
        BigInteger reserved = rest.min(pledge.uncovered);
        owe(reserved.subtract(oweOfRun(pledge, reserved)).min(room()));
      } else {
        oweByPolicy(pledge, rest);
      }
    } else if (due.compareTo(paid) < 0) {
      payBack(pledge, paid.subtract(due));
    }
    pledge.amendedTokens = tokens;
    repay();
    return "amended";
  }

  /** What came last goes first: the debt, as far as it is owed; the last to pay; a new purse. */
  private void payBack(Pledge pledge, BigInteger excess) {
    BigInteger owed = debt.min(pledge.owed).min(excess);
    debt = debt.subtract(owed);
    spent = spent.subtract(owed);
    BigInteger left = excess.subtract(owed);
    for (Purse purse : List.copyOf(pledge.paid.keySet()).reversed()) {
      BigInteger part = pledge.paid.get(purse).min(left);
      spent = spent.subtract(part);
      if (purse.lapsedAt(now)) {
        expired = expired.add(part);
      } else {
        purse.free = purse.free.add(part);
      }
      left = left.subtract(part);
    }
    if (left.signum() > 0) {
      arrive(add(new Given(left, 50, Optional.empty(), Optional.empty(), false, false, "")));
    }
  }

  public String release(int index) {
    Pledge pledge = pledges.get(index);
    return switch (pledge.state) {
      case "held" -> {
        if (pledge.children > 0) {
          yield "children open";
        }
        end(pledge, "released");
        repay();
        yield "released";
      }
      case "released" -> "replayed";
      case "settled" -> "already settled";
      default -> "already expired";
    };
  }

  public String settle(int index, long tokens, boolean assumed) {
    Pledge pledge = pledges.get(index);
    if (pledge.state.equals("released")) {
      return "already released";
    }
    if (pledge.settledTokens >= 0) {
      return pledge.settledTokens == tokens && pledge.assumed == assumed
          ? "replayed"
          : "already settled";
    }
    if (pledge.children > 0) {
      return "children open";
    }
    BigInteger due = CREDIT.multiply(BigInteger.valueOf((tokens + 999) / 1000));
    boolean late = !pledge.open();
    BigInteger pinned = pledge.pinned.values().stream().reduce(ZERO, BigInteger::add);
    if (!late
        && pledge.overrun.equals("REJECT")
        && due.compareTo(pinned.add(pledge.uncovered)) > 0) {
      return "rejected";
    }
    pledge.size = pinned.add(pledge.uncovered);
    BigInteger rest = late ? takeMore(pledge, due) : settleHeld(pledge, due);
    BigInteger debtBefore = debt.subtract(pledge.owed);
    oweByPolicy(pledge, rest);
    pledge.settledTokens = tokens;
    pledge.assumed = assumed;
    pledge.settledAt = now;
    pledge.rated = due;
    pledge.owed = debt.subtract(debtBefore);
    repay();
    return "settled";
  }

  /** Takes from the hold, and by its policy from what is available; says what is left. */
  private BigInteger settleHeld(Pledge pledge, BigInteger due) {
    BigInteger left = due;
    for (Purse purse : byBurning(pledge.pinned)) {
      BigInteger used = pledge.pinned.get(purse).min(left);
      left = left.subtract(used);
      spent = spent.add(used);
      add(pledge.paid, purse, used);
      pledge.pinned.put(purse, pledge.pinned.get(purse).subtract(used));
    }
    BigInteger owed = pledge.uncovered.min(left);
    owe(owed);
    pledge.owed = owed;
    pledge.uncovered = pledge.uncovered.subtract(owed);
    left = left.subtract(owed);
    end(pledge, "settled");
    boolean charges = pledge.overrun.equals("CHARGE") || pledge.overrun.equals("DEBT_UP_TO");
    return charges ? takeMore(pledge, left) : left;
  }

  /** Takes of the run and then of what is free; says what is left. */
  private BigInteger takeMore(Pledge pledge, BigInteger wanted) {
    BigInteger ofRun = takeOfRun(pledge, wanted, pledge.paid);
    spent = spent.add(ofRun);
    BigInteger left = wanted.subtract(ofRun);
    for (Purse purse : payers(pledge.feature)) {
      BigInteger part = purse.free.min(left);
      purse.free = purse.free.subtract(part);
      add(pledge.paid, purse, part);
      spent = spent.add(part);
      left = left.subtract(part);
    }
    return left;
  }

  /** Owes what nothing has paid: of a child first what its run may owe. */
  private void oweByPolicy(Pledge pledge, BigInteger rest) {
    switch (pledge.overrun) {
      case "CHARGE" -> owe(rest.subtract(oweOfRun(pledge, rest)));
      case "DEBT_UP_TO" -> owe(rest.subtract(oweOfRun(pledge, rest)).min(room()));
      default -> {}
    }
  }

  /** Owes of what the open run of a child has uncovered; says how much. */
  private BigInteger oweOfRun(Pledge child, BigInteger wanted) {
    if (child.run.isEmpty() || !child.run.get().open()) {
      return ZERO;
    }
    BigInteger part = child.run.get().uncovered.min(wanted);
    child.run.get().uncovered = child.run.get().uncovered.subtract(part);
    owe(part);
    return part;
  }

  /** Who gives nothing has no place in the order. */
  private static void add(Map<Purse, BigInteger> to, Purse purse, BigInteger part) {
    if (part.signum() > 0) {
      to.merge(purse, part, BigInteger::add);
    }
  }

  private void owe(BigInteger amount) {
    debt = debt.add(amount);
    spent = spent.add(amount);
  }

  /** Gives back what is still pinned: a child to its run. */
  private void end(Pledge pledge, String how) {
    pledge.state = how;
    if (pledge.run.isPresent()) {
      Pledge run = pledge.run.get();
      run.children--;
      run.uncovered = run.uncovered.add(pledge.uncovered);
      pledge.pinned.forEach((purse, amount) -> run.pinned.merge(purse, amount, BigInteger::add));
      return;
    }
    pledge.pinned.forEach(
        (purse, amount) -> {
          if (purse.lapsedAt(now)) {
            expired = expired.add(amount);
          } else {
            purse.free = purse.free.add(amount);
          }
        });
  }

  private BigInteger room() {
    return terms.debtLimit().subtract(debt).max(ZERO).subtract(reserved()).max(ZERO);
  }

  private void repay() {
    for (Purse purse : payers("")) {
      if (!purse.given.promo() && purse.given.feature().isEmpty()) {
        BigInteger part = purse.free.min(debt);
        purse.free = purse.free.subtract(part);
        debt = debt.subtract(part);
      }
    }
  }

  /** Purses that may pay, the first to burn first; those for any feature when none is named. */
  private List<Purse> payers(String feature) {
    return inBurnOrder(purse -> purse.pays(feature));
  }

  private List<Purse> inBurnOrder(Predicate<Purse> which) {
    return purses.stream()
        .filter(purse -> !purse.waiting && !purse.lapsedAt(now))
        .filter(which)
        .sorted(BURNING)
        .toList();
  }

  private static List<Purse> byBurning(Map<Purse, BigInteger> pinned) {
    return pinned.keySet().stream().sorted(BURNING).toList();
  }
}

package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.limit.CalendarWindows;
import dev.saldo.domain.limit.Counter;
import dev.saldo.domain.limit.CounterDelta;
import dev.saldo.domain.limit.CounterKey;
import dev.saldo.domain.plan.PlanTerms;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The working copy of a wallet while one command is decided. It lives and dies inside {@code
 * decide}; what leaves it is an immutable {@link Change}.
 *
 * <p>Every movement of credits goes through {@link #post}, which changes grant and balances alike
 * and writes the entry.
 */
final class Draft {
  private static final int NUMBER_BITS = 20;

  private final Snapshot before;
  private final Instant now;
  private final Map<Long, Grant> grants;
  private final Map<Long, Hold> holds;
  private final Map<Long, Grant> changedGrants = new TreeMap<>();
  private final Map<Long, Hold> changedHolds = new TreeMap<>();
  private final Map<CounterKey, CounterDelta> counters = new LinkedHashMap<>();
  private final List<Entry> entries = new ArrayList<>();
  private Wallet wallet;
  private Instant at;
  private long command;
  private Actor actor = Actor.SYSTEM;
  private Optional<String> reason = Optional.empty();
  private @Nullable UsageRecord usage;
  private @Nullable DecisionRecord decision;

  private Draft(Snapshot before, Wallet wallet, Instant now) {
    this.before = before;
    this.wallet = wallet;
    this.now = now;
    this.at = now;
    this.command = wallet.lastNumber();
    this.grants = new TreeMap<>(before.grants());
    this.holds = new TreeMap<>(before.holds());
  }

  /** A draft in which everything overdue at {@code now} is posted, and the actor may go on. */
  static Draft upToDate(Snapshot before, Instant now, Actor actor) {
    Draft draft = new Draft(before, before.wallet().orElseThrow(), now);
    Overdue.post(draft, now);
    draft.begin(now, actor, Optional.empty());
    return draft;
  }

  /** A draft of a wallet that does not exist yet. */
  static Draft opening(Snapshot before, Wallet empty, Instant now, Actor actor) {
    Draft draft = new Draft(before, empty, now);
    draft.begin(now, actor, Optional.empty());
    return draft;
  }

  /** Starts what happens at one instant; what it creates carries its number. */
  void begin(Instant time, Actor who, Optional<String> why) {
    at = time;
    actor = who;
    reason = why;
    command = Math.max(command + 1, time.toEpochMilli() << NUMBER_BITS);
  }

  /** The number of what happens now: of the command, and of the grant or hold it creates. */
  long number() {
    return command;
  }

  Instant at() {
    return at;
  }

  /** The customer's date. */
  LocalDate today() {
    return LocalDate.ofInstant(at, wallet.zone());
  }

  Wallet wallet() {
    return wallet;
  }

  /** A counter with what this draft has changed: holds that have expired reserve nothing. */
  Counter counter(CounterKey key) {
    Counter stored = before.counter(key);
    CounterDelta changed = counters.get(key);
    return changed == null ? stored : stored.plus(changed);
  }

  Optional<Hold> hold(long number) {
    return Optional.ofNullable(holds.get(number));
  }

  List<Hold> openHolds() {
    List<Hold> open = new ArrayList<>();
    for (Hold hold : holds.values()) {
      if (hold.state() == Hold.State.HELD) {
        open.add(hold);
      }
    }
    return open;
  }

  /** The grants as they stand, oldest first; to be read before anything else is posted. */
  Collection<Grant> grants() {
    return Collections.unmodifiableCollection(grants.values());
  }

  /** A grant of which credits can still move; empty also for one that this wallet never had. */
  Optional<Grant> liveGrant(long number) {
    return Optional.ofNullable(grants.get(number));
  }

  Grant grant(long number) {
    Grant grant = grants.get(number);
    if (grant == null) {
      throw new IllegalStateException("grant " + number + " should be live");
    }
    return grant;
  }

  /** The grants a call may use, in burn order. */
  List<Grant> usableFor(String feature, ModelId model) {
    List<Grant> usable = new ArrayList<>();
    for (Grant grant : grants.values()) {
      if (grant.usableFor(feature, model, at)) {
        usable.add(grant);
      }
    }
    usable.sort(Grant.BURN_ORDER);
    return usable;
  }

  /** Moves an amount; nothing happens for an amount of nothing. */
  void post(
      EntryKind kind, Account from, Account to, Credits amount, OptionalLong grant, long hold) {
    if (amount.isZero()) {
      return;
    }
    grant.ifPresent(number -> put(grant(number).after(from, to, amount)));
    Balances balances = wallet.balances().after(from, to, amount);
    Entry entry =
        new Entry(
                wallet.id(),
                wallet.sequence() + 1,
                at,
                before.recordedAt(),
                kind,
                from,
                to,
                amount,
                grant,
                hold == 0 ? OptionalLong.empty() : OptionalLong.of(hold),
                command,
                actor.id(),
                reason,
                Entry.After.of(balances),
                wallet.lastHash())
            .chainedTo(wallet.lastHash());
    entries.add(entry);
    edit(edit -> edit.balances(balances).lastEntry(entry));
  }

  /** Takes up to {@code wanted} from the grants, in their order. */
  List<Hold.Line> takeAvailable(
      EntryKind kind, Account to, Credits wanted, List<Grant> payers, long hold) {
    List<Hold.Line> lines = new ArrayList<>();
    Credits left = wanted;
    for (Grant grant : payers) {
      Credits taken = grant.available().min(left);
      if (taken.isZero()) {
        break;
      }
      long number = grant.id().number();
      post(kind, Account.AVAILABLE, to, taken, OptionalLong.of(number), hold);
      lines.add(new Hold.Line(number, grant.source(), taken));
      left = left.minus(taken);
    }
    return lines;
  }

  /** Lines together, one for each grant, the first to burn first. */
  List<Hold.Line> inBurnOrder(List<Hold.Line> some, List<Hold.Line> more) {
    return Hold.merged(some, more).stream()
        .sorted(Comparator.comparing((Hold.Line line) -> grant(line.grant()), Grant.BURN_ORDER))
        .toList();
  }

  /** How much more this wallet can be issued: what is scheduled counts as issued. */
  Credits issuable() {
    return grants.values().stream()
        .filter(Grant::scheduled)
        .map(Grant::amount)
        .reduce(Credits.MAX.minus(wallet.balances().issued()), Credits::minus);
  }

  /** Adds a grant; its credits arrive at once unless it becomes effective later. */
  void issue(Grant grant) {
    put(grant);
    if (!grant.scheduled()) {
      arrive(grant);
    }
  }

  /** Posts the credits of a grant that is effective now. */
  void arrive(Grant grant) {
    put(grant.scheduled() ? grant.activated() : grant);
    post(
        EntryKind.GRANT,
        Account.ISSUED,
        Account.AVAILABLE,
        grant.amount(),
        OptionalLong.of(grant.id().number()),
        0);
  }

  /**
   * Gives the rest of a hold's line back: to the run that the hold belongs to, else to its grant,
   * or to breakage when that has lapsed.
   */
  Credits giveBack(Hold hold, Hold.Line line, Credits rest) {
    if (rest.isZero()) {
      return rest;
    }
    if (hold.parent().isPresent()) {
      RunFunds.of(this, hold).put(hold, new Hold.Line(line.grant(), line.source(), rest));
      return rest;
    }
    Grant grant = grant(line.grant());
    boolean lapsed = grant.isExpiredAt(at);
    post(
        lapsed ? EntryKind.EXPIRY : EntryKind.RETURN,
        Account.HELD,
        lapsed ? Account.EXPIRED : Account.AVAILABLE,
        rest,
        OptionalLong.of(line.grant()),
        hold.number());
    return lapsed ? Credits.ZERO : rest;
  }

  /** Gives back of the part of a hold that no grant covers: to its run, or to the debt limit. */
  void giveBackUncovered(Hold hold, Credits unused) {
    if (hold.parent().isPresent()) {
      RunFunds.of(this, hold).putUncovered(unused);
    } else {
      freeReservedDebt(unused);
    }
  }

  /** Frees what was reserved for a debt. */
  void freeReservedDebt(Credits uncovered) {
    reserveDebt(wallet.balances().reservedDebt().minus(uncovered));
  }

  void reserveDebt(Credits reserved) {
    if (!reserved.equals(wallet.balances().reservedDebt())) {
      edit(edit -> edit.balances(wallet.balances().withReservedDebt(reserved)));
    }
  }

  /** Repays debt from available credits that may; debt and such credits never stand together. */
  Credits repayDebt() {
    Credits repaid = Credits.ZERO;
    if (wallet.balances().debt().isZero()) {
      return repaid;
    }
    List<Grant> payers =
        grants.values().stream()
            .filter(grant -> grant.repaysDebt() && grant.usableAt(at))
            .sorted(Grant.BURN_ORDER)
            .toList();
    for (Grant grant : payers) {
      Credits amount = grant.available().min(wallet.balances().debt());
      OptionalLong number = OptionalLong.of(grant.id().number());
      post(EntryKind.REPAYMENT, Account.AVAILABLE, Account.DEBT, amount, number, 0);
      repaid = repaid.plus(amount);
    }
    return repaid;
  }

  void put(Grant grant) {
    grants.put(grant.id().number(), grant);
    changedGrants.put(grant.id().number(), grant);
  }

  void put(Hold hold) {
    holds.put(hold.number(), hold);
    changedHolds.put(hold.number(), hold);
  }

  /** Changes what an open hold sets aside, and what it reserves of limits in credits. */
  void reshape(Hold was, Hold is) {
    count(is.reservingBeyond(was));
    put(is);
  }

  void count(List<CounterDelta> deltas) {
    for (CounterDelta delta : deltas) {
      if (delta.used() != 0 || delta.reserved() != 0) {
        counters.merge(delta.key(), delta, CounterDelta::plus);
      }
    }
  }

  /** Begins the next cycle, with the plan and the zone that waited for it. */
  void renew() {
    PlanTerms terms = wallet.nextTerms().orElse(wallet.terms());
    CalendarWindows calendar = wallet.nextCalendar();
    boolean same = terms.sameVersionAs(wallet.terms()) && wallet.nextZone().isEmpty();
    List<EarlierTerms> earlier = same ? wallet.earlier() : wallet.earlierFrom(wallet.cycle().end());
    edit(
        edit ->
            edit.cycle(wallet.nextCycle())
                .earlier(earlier)
                .terms(terms)
                .nextTerms(Optional.empty())
                .zone(calendar.zone())
                .nextZone(Optional.empty())
                .cycleOwnAllowance(wallet.ownAllowance())
                .carried(calendar.carried())
                .cyclePlans(Set.of(terms.plan()))
                .cycleGranted(Credits.ZERO));
  }

  void edit(UnaryOperator<WalletEdit> change) {
    wallet = change.apply(new WalletEdit(wallet)).wallet();
  }

  void record(UsageRecord used) {
    usage = used;
  }

  void record(DecisionRecord decided) {
    decision = decided;
  }

  int entryCount() {
    return entries.size();
  }

  /** The balance as it stands in this draft. */
  Standing standing() {
    return Standing.of(wallet, grants.values(), at);
  }

  /** Everything to store. */
  Change change() {
    edit(edit -> edit.lastNumber(command).lastAt(now).nextDue(Overdue.next(this, before, now)));
    Change change =
        new Change(
            wallet,
            List.copyOf(changedGrants.values()),
            List.copyOf(changedHolds.values()),
            List.copyOf(counters.values()),
            entries,
            Optional.ofNullable(usage),
            Optional.ofNullable(decision));
    Invariants.check(before, change);
    return change;
  }
}

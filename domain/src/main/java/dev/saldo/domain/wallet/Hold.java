package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.Sha256;
import dev.saldo.domain.limit.CalendarWindows;
import dev.saldo.domain.limit.CounterDelta;
import dev.saldo.domain.limit.CounterKey;
import dev.saldo.domain.limit.Limit;
import dev.saldo.domain.limit.LimitUnit;
import dev.saldo.domain.limit.Meter;
import dev.saldo.domain.limit.Window;
import dev.saldo.domain.limit.WindowKind;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.OverrunPolicy;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Credits set aside for an authorized call, pinned to the grants they came from. It ends exactly
 * once: settled, released or expired.
 *
 * @param number identifies it, and the decision that made it, in its wallet
 * @param frozenTerms what was true when it was authorized and stays true for it
 * @param calls how many calls its counters reserve; 0 for one that counts in no limit of calls
 * @param counted the counters it counts in beside its day and month, in which every call does
 * @param uncovered the part that no grant covers
 * @param expected what it was expected to cost, when only a part of that is set aside
 * @param lines what was taken from which grant, in burn order
 * @param end what ended it, or settled it after it had expired; empty before
 * @param made what was set aside at first; empty while that is what is set aside
 * @param parent the number of the hold of the run it belongs to
 * @param run what its children came to; empty while it has had none
 * @param amendment what corrected its settlement
 */
public record Hold(
    long number,
    Instant createdAt,
    Instant expiresAt,
    Call call,
    Estimate estimate,
    Taken route,
    Terms frozenTerms,
    long calls,
    List<CounterKey> counted,
    Credits uncovered,
    Optional<Credits> expected,
    List<Line> lines,
    State state,
    Optional<End> end,
    Optional<Made> made,
    OptionalLong parent,
    Optional<Run> run,
    Optional<End> amendment) {
  /** The windows in which every call counts, so that a limit that is set meets what was made. */
  static final List<WindowKind> COUNTED_ALWAYS = List.of(WindowKind.DAY, WindowKind.MONTH);

  /** Whether a hold is open, or how it ended. */
  public enum State {
    HELD,
    SETTLED,
    RELEASED,
    EXPIRED
  }

  /** Credits of one grant. */
  public record Line(long grant, GrantSource source, Credits credits) {
    /** Both as one; they must be of the same grant. */
    Line plus(Line more) {
      return new Line(grant, source, credits.plus(more.credits));
    }
  }

  /**
   * The route that was taken.
   *
   * @param candidates every model the matrix allowed, the one taken among them
   */
  public record Taken(ModelId model, String role, BigDecimal weight, List<ModelId> candidates) {
    public Taken {
      candidates = List.copyOf(candidates);
    }

    /** The other models, in the order in which to try them. */
    public List<ModelId> fallbacks() {
      return candidates.stream().filter(other -> !other.equals(model)).toList();
    }
  }

  /**
   * Versions and policies frozen with the hold.
   *
   * @param free whether the feature costs nothing
   * @param zone the zone of the windows it counts in
   * @param carried those of an earlier zone that ran on when it was authorized
   * @param priceRule the row of the price list, for people
   */
  public record Terms(
      String plan,
      int planVersion,
      int catalogVersion,
      int priceVersion,
      String priceRule,
      boolean free,
      Enforcement enforcement,
      OverrunPolicy overrun,
      ZoneId zone,
      List<Window> carried) {
    public Terms {
      carried = List.copyOf(carried);
    }

    private Window window(WindowKind kind, Instant at) {
      return new CalendarWindows(zone, carried).containing(kind, at);
    }
  }

  /**
   * What ended a hold, or settled it late.
   *
   * @param content the digest of what the caller asked, so that the same request is told apart
   * @param answer what the caller was told
   */
  public record End(Sha256 content, Outcome answer) {}

  /**
   * What was set aside when it was made, for the answer that was given then.
   *
   * @param expected as that of the hold
   */
  public record Made(
      Instant expiresAt, Credits uncovered, Optional<Credits> expected, List<Line> lines) {
    public Made {
      lines = List.copyOf(lines);
    }
  }

  public Hold {
    counted = List.copyOf(counted);
    lines = List.copyOf(lines);
  }

  /**
   * Everything set aside: what grants cover, and what they do not. The largest amount if that is
   * less: a run keeps what its steps took beyond it and did not use.
   */
  public Credits credits() {
    return covered().plusOrMax(uncovered);
  }

  /** What grants cover. */
  public Credits covered() {
    return sum(lines);
  }

  /** The credits of all lines. */
  static Credits sum(List<Line> lines) {
    Credits sum = Credits.ZERO;
    for (Line line : lines) {
      sum = sum.plus(line.credits());
    }
    return sum;
  }

  /** Lines together, one for each grant, in the order in which each grant was first used. */
  static List<Line> merged(List<Line> some, List<Line> more) {
    if (some.size() + more.size() == 1) {
      return some.isEmpty() ? List.copyOf(more) : List.copyOf(some);
    }
    Map<Long, Line> byGrant = new LinkedHashMap<>();
    some.forEach(line -> byGrant.merge(line.grant(), line, Line::plus));
    more.forEach(line -> byGrant.merge(line.grant(), line, Line::plus));
    return List.copyOf(byGrant.values());
  }

  /** How many of its children are open. */
  public int openChildren() {
    return run.map(Run::open).orElse(0);
  }

  /** The numbers of the grants that a correction of its settlement may give back to. */
  public Set<Long> payers() {
    return amendment.isEmpty()
            && end.isPresent()
            && end.get().answer() instanceof SettleOutcome.Settled settled
            && settled.estimated().isPresent()
        ? settled.lines().stream().map(Line::grant).collect(Collectors.toSet())
        : Set.of();
  }

  /** What it reserves of limits: what was expected, also where less is set aside. */
  Demand demand() {
    Credits price = expected.orElseGet(this::credits);
    return new Demand(calls == 0 ? 0 : estimate.calls(), estimate.tokens(), price);
  }

  /** Whether its time has run out and nothing ended it. */
  public boolean isOverdueAt(Instant now) {
    return state == State.HELD && !now.isBefore(expiresAt);
  }

  /** The windows that every call counts in: those of the instant of its authorization. */
  public List<Window> windows() {
    List<Window> windows = new ArrayList<>();
    for (WindowKind kind : COUNTED_ALWAYS) {
      windows.add(frozenTerms.window(kind, createdAt));
    }
    return List.copyOf(windows);
  }

  /** What it sets aside in its counters; what a rate lets flow is taken beside it. */
  public List<CounterDelta> reserving() {
    return reserving(1);
  }

  /** The same given back. */
  List<CounterDelta> freeing() {
    return reserving(-1);
  }

  private List<CounterDelta> reserving(int sign) {
    Demand demand = demand();
    List<CounterDelta> deltas = new ArrayList<>();
    for (Window window : windows()) {
      CounterKey key = call.counter(route.model().provider(), window);
      deltas.add(new CounterDelta(key, 0, sign * calls));
    }
    for (CounterKey key : counted) {
      if (key.kind() != WindowKind.RATE && key.meter().covers(route.model())) {
        deltas.add(new CounterDelta(key, 0, sign * demand.of(key.meter())));
      }
    }
    return deltas;
  }

  /**
   * What a use counts in its windows. A rate on the route has taken the estimate; it takes what was
   * used beyond, and gives nothing back: it has flowed out in a minute.
   */
  List<CounterDelta> using(ModelId model, Demand used) {
    List<CounterDelta> deltas = new ArrayList<>();
    for (Window window : windows()) {
      long served = calls == 0 ? 0 : used.calls();
      deltas.add(new CounterDelta(call.counter(model.provider(), window), served, 0));
    }
    for (CounterKey key : counted) {
      Meter meter = key.meter();
      if (meter.covers(model) && key.kind() != WindowKind.OPEN) {
        boolean isRate = key.kind() == WindowKind.RATE;
        deltas.add(new CounterDelta(key, isRate ? beyond(used, meter) : used.of(meter), 0));
      }
    }
    return deltas;
  }

  private long beyond(Demand used, Meter meter) {
    long taken = meter.covers(route.model()) ? demand().of(meter) : 0;
    return Limit.beyond(used.of(meter) - taken);
  }

  /**
   * What is counted instead of a first use. What has flowed through a rate has flowed, and is not
   * looked at again.
   */
  List<CounterDelta> correcting(ModelId was, Demand before, ModelId is, Demand after) {
    List<CounterDelta> deltas = new ArrayList<>();
    for (CounterDelta taken : using(was, before)) {
      deltas.add(new CounterDelta(taken.key(), -taken.used(), 0));
    }
    deltas.addAll(using(is, after));
    deltas.removeIf(delta -> delta.key().kind() == WindowKind.RATE);
    return deltas;
  }

  /** How much more it sets aside in limits of credits than it did. */
  List<CounterDelta> reservingBeyond(Hold before) {
    long more = demand().credits().micros() - before.demand().credits().micros();
    return counted.stream()
        .filter(key -> key.unit() == LimitUnit.CREDITS && key.meter().covers(route.model()))
        .map(key -> new CounterDelta(key, 0, more))
        .toList();
  }

  /** The hold as it was made, before anything happened to it. */
  public Hold asMade() {
    HoldEdit edit = new HoldEdit(this).end(State.HELD, Optional.empty()).untouched();
    made.ifPresent(
        first ->
            edit.expiresAt(first.expiresAt())
                .setAside(first.lines(), first.uncovered(), first.expected()));
    return edit.unchanged().hold();
  }

  /** The hold while it was open, with all that it set aside in the end. */
  public Hold beforeItsEnd() {
    return ended(State.HELD, Optional.empty());
  }

  Hold ended(State newState, Optional<End> how) {
    return new HoldEdit(this).end(newState, how).hold();
  }

  /** Whether anything but how it ended is different. */
  public boolean isReshapedFrom(Hold before) {
    return !before.ended(state, end).equals(this);
  }
}

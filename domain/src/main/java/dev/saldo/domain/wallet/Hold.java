package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.Sha256;
import dev.saldo.domain.limit.CalendarWindows;
import dev.saldo.domain.limit.CounterDelta;
import dev.saldo.domain.limit.CounterKey;
import dev.saldo.domain.limit.Limit;
import dev.saldo.domain.limit.Meter;
import dev.saldo.domain.limit.Window;
import dev.saldo.domain.limit.WindowKind;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.OverrunPolicy;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Credits set aside for an authorized call, pinned to the grants they came from. It ends exactly
 * once: settled, released or expired.
 *
 * @param number identifies it, and the decision that made it, in its wallet
 * @param frozenTerms what was true when it was authorized and stays true for it
 * @param calls how many calls its counters reserve
 * @param counted the counters it counts in beside its day and month, in which every call does
 * @param uncovered the part that no grant covers
 * @param expected what it was expected to cost, when only a part of that is set aside
 * @param lines what was taken from which grant, in burn order
 * @param end what ended it, or settled it after it had expired; empty before
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
    Optional<End> end) {
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
  public record Line(long grant, GrantSource source, Credits credits) {}

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

  public Hold {
    counted = List.copyOf(counted);
    lines = List.copyOf(lines);
  }

  /** Everything set aside: what grants cover, and what they do not. */
  public Credits credits() {
    return covered().plus(uncovered);
  }

  /** What grants cover. */
  public Credits covered() {
    return lines.stream().map(Line::credits).reduce(Credits.ZERO, Credits::plus);
  }

  /** What it reserves of limits: what was expected, also where less is set aside. */
  Demand demand() {
    return Demand.of(estimate, expected.orElseGet(this::credits));
  }

  /** Whether its time has run out and nothing ended it. */
  public boolean isOverdueAt(Instant now) {
    return state == State.HELD && !now.isBefore(expiresAt);
  }

  /** The windows that every call counts in: those of the instant of its authorization. */
  public List<Window> windows() {
    return COUNTED_ALWAYS.stream().map(kind -> frozenTerms.window(kind, createdAt)).toList();
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
      deltas.add(new CounterDelta(call.counter(model.provider(), window), used.calls(), 0));
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

  /** The hold as it was made, before it ended. */
  public Hold asMade() {
    return ended(State.HELD, Optional.empty());
  }

  Hold ended(State newState, Optional<End> how) {
    return new Hold(
        number,
        createdAt,
        expiresAt,
        call,
        estimate,
        route,
        frozenTerms,
        calls,
        counted,
        uncovered,
        expected,
        lines,
        newState,
        how);
  }
}

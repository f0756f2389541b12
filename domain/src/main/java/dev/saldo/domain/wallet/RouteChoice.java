package dev.saldo.domain.wallet;

import dev.saldo.domain.limit.Counter;
import dev.saldo.domain.limit.CounterKey;
import dev.saldo.domain.limit.LimitState;
import dev.saldo.domain.limit.Moment;
import dev.saldo.domain.limit.WindowKind;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.Margin;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.wallet.AuthorizeOutcome.LimitReached;
import dev.saldo.domain.wallet.AuthorizeOutcome.MarginBelowFloor;
import dev.saldo.domain.wallet.AuthorizeOutcome.PriceMissing;
import dev.saldo.domain.wallet.AuthorizeOutcome.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The routes of a call on one state of its wallet: which may be gone, as far as price, rates, open
 * authorizations and windows say, and else why not.
 */
final class RouteChoice {
  /**
   * How far a route got.
   *
   * @param failure why it may not be gone; empty when it may
   * @param distance the number of the step at which it failed
   */
  record Attempt(
      Route route,
      List<LimitState> limits,
      Optional<Refusal> failure,
      int distance,
      Instant frees) {
    private boolean isBetterThan(Attempt other) {
      return distance > other.distance
          || (distance == other.distance && frees.isBefore(other.frees));
    }
  }

  private final List<Route> routes;
  private final Estimate estimate;
  private final PlanTerms terms;
  private final CallLimits limits;
  private final Moment moment;
  private final Draft draft;
  private final List<List<LimitState>> states = new ArrayList<>();

  RouteChoice(Authorize asked, Draft draft) {
    this.routes = asked.routes();
    this.estimate = asked.estimate();
    this.terms = draft.wallet().terms();
    this.limits = asked.limiting();
    this.moment = draft.wallet().momentAt(draft.at());
    this.draft = draft;
    for (Route route : routes) {
      states.add(limits.statesOn(route.candidate(), moment, draft::counter));
    }
  }

  /** The first route that may be gone, or the one that got furthest; there must be one. */
  Attempt best() {
    Attempt furthest = null;
    for (int i = 0; i < routes.size(); i++) {
      Attempt attempt = attempt(routes.get(i), states.get(i));
      if (attempt.failure().isEmpty()) {
        return attempt;
      }
      if (furthest == null || attempt.isBetterThan(furthest)) {
        furthest = attempt;
      }
    }
    return Objects.requireNonNull(furthest, "at least one route is offered");
  }

  /** The limits that have no room for the call. */
  Stream<LimitState> full(Attempt attempt) {
    return attempt.limits().stream().filter(demand(attempt.route())::isRefusedBy);
  }

  /** Every counter that was looked at, as it stands. */
  Map<CounterKey, Counter> seen() {
    Map<CounterKey, Counter> seen = new HashMap<>();
    for (List<LimitState> stand : states) {
      for (LimitState state : stand) {
        CounterKey key = state.limit().counterAt(moment);
        seen.put(key, draft.counter(key));
      }
    }
    return seen;
  }

  /** The counters that a call counts in beside its day and month, when it goes this route. */
  List<CounterKey> counted(Route route) {
    return limits.countedBy(route.candidate(), moment);
  }

  /** Takes what the call takes of rates. */
  void fillBuckets(Route route) {
    Demand demand = demand(route);
    draft.count(
        limits.on(route.candidate()).stream()
            .filter(limit -> limit.window() == WindowKind.RATE)
            .map(limit -> limit.taking(demand.of(limit.meter()), moment.at(), draft::counter))
            .toList());
  }

  /** Where a limit counts in the billing cycle: that cycle. */
  Moment moment() {
    return moment;
  }

  /**
   * Price, margin, rates and windows of one route. It frees when the last of its full limits does.
   */
  private Attempt attempt(Route route, List<LimitState> stand) {
    if (route.price().isEmpty()) {
      return new Attempt(route, List.of(), Optional.of(new PriceMissing()), 0, Instant.MAX);
    }
    Optional<Margin> low = route.margin().filter(Margin::isBelowFloor);
    if (low.isPresent()) {
      Optional<Refusal> failure = low.map(MarginBelowFloor::new);
      return new Attempt(route, List.of(), failure, 1, Instant.MAX);
    }
    Attempt open = new Attempt(route, stand, Optional.empty(), 4, Instant.MIN);
    if (route.enforcement(terms) == Enforcement.OBSERVE) {
      return open;
    }
    Optional<LimitState> flow = full(open).filter(RouteChoice::isFlow).max(LimitState.BY_END);
    return flow.or(() -> full(open).max(LimitState.BY_END))
        .map(
            state ->
                new Attempt(
                    route,
                    stand,
                    Optional.of(new LimitReached(state, demand(route).of(state.limit().meter()))),
                    flow.isPresent() ? 2 : 3,
                    state.window().end()))
        .orElse(open);
  }

  /** Whether it is about what runs at the same time, which is asked before any window. */
  private static boolean isFlow(LimitState state) {
    return state.limit().window() == WindowKind.RATE || state.limit().window() == WindowKind.OPEN;
  }

  private Demand demand(Route route) {
    return route.demand(estimate, terms.enforcement());
  }
}

package dev.saldo.domain.wallet;

import dev.saldo.domain.limit.LimitState;
import dev.saldo.domain.limit.WindowKind;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.Margin;
import dev.saldo.domain.wallet.AuthorizeOutcome.LimitReached;
import dev.saldo.domain.wallet.AuthorizeOutcome.MarginBelowFloor;
import dev.saldo.domain.wallet.AuthorizeOutcome.PriceMissing;
import dev.saldo.domain.wallet.AuthorizeOutcome.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which of the routes of a call may be gone, as far as price, margin and limits say: the same on
 * the state of a wallet and on what was stored of it.
 *
 * @param plan the enforcement of the customer's plan
 * @param states how the limits on each route stand, in the order of the routes
 */
record RouteTrial(
    List<Route> routes, Estimate estimate, Enforcement plan, List<List<LimitState>> states) {
  /**
   * How far a route got.
   *
   * @param failure why it may not be gone; empty when it may
   * @param distance the number of the step at which it failed
   */
  record Attempt(Route route, List<LimitState> limits, Optional<Refusal> failure, int distance) {
    private boolean isBetterThan(Attempt other) {
      return distance > other.distance || (distance == other.distance && freesBefore(other));
    }

    private boolean freesBefore(Attempt other) {
      return failure.orElse(null) instanceof LimitReached mine
          && other.failure.orElse(null) instanceof LimitReached theirs
          && LimitReached.FREES_FIRST.compare(mine, theirs) < 0;
    }
  }

  /** The first route that may be gone, or the one that got furthest; there must be one. */
  Attempt best() {
    Attempt furthest = null;
    for (int i = 0; i < routes.size(); i++) {
      Attempt attempt = attempt(i);
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
  List<LimitState> full(Attempt attempt) {
    Demand demand = demand(attempt.route());
    List<LimitState> full = new ArrayList<>();
    for (LimitState state : attempt.limits()) {
      if (demand.isRefusedBy(state)) {
        full.add(state);
      }
    }
    return full;
  }

  /**
   * Price, margin, rates and windows of one route. It frees when the last of its full limits does.
   */
  Attempt attempt(int index) {
    Route route = routes.get(index);
    if (route.price().isEmpty()) {
      return new Attempt(route, List.of(), Optional.of(new PriceMissing()), 0);
    }
    Optional<Margin> low = route.margin().filter(Margin::isBelowFloor);
    if (low.isPresent()) {
      return new Attempt(route, List.of(), low.map(MarginBelowFloor::new), 1);
    }
    List<LimitState> stand = states.get(index);
    Attempt open = new Attempt(route, stand, Optional.empty(), 4);
    if (route.enforcement(plan) == Enforcement.OBSERVE) {
      return open;
    }
    List<LimitState> full = full(open);
    if (full.isEmpty()) {
      return open;
    }
    List<LimitState> flow = full.stream().filter(RouteTrial::isFlow).toList();
    return flow.isEmpty()
        ? new Attempt(route, stand, last(route, full), 3)
        : new Attempt(route, stand, last(route, flow), 2);
  }

  Demand demand(Route route) {
    return route.demand(estimate, plan);
  }

  /** The limit that lets the call through last. */
  private Optional<Refusal> last(Route route, List<LimitState> full) {
    Demand demand = demand(route);
    return full.stream()
        .map(state -> new LimitReached(state, demand.of(state.limit().meter())))
        .max(LimitReached.FREES_FIRST)
        .map(Refusal.class::cast);
  }

  /** Whether it is about what runs at the same time, which is asked before any window. */
  private static boolean isFlow(LimitState state) {
    return state.limit().window() == WindowKind.RATE || state.limit().window() == WindowKind.OPEN;
  }
}

package dev.saldo.domain.wallet;

import dev.saldo.domain.ModelId;
import dev.saldo.domain.limit.Counter;
import dev.saldo.domain.limit.CounterKey;
import dev.saldo.domain.limit.LimitState;
import dev.saldo.domain.limit.Moment;
import dev.saldo.domain.limit.Window;
import dev.saldo.domain.limit.WindowKind;
import dev.saldo.domain.matrix.Candidate;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.Margin;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.wallet.AuthorizeOutcome.LimitReached;
import dev.saldo.domain.wallet.AuthorizeOutcome.MarginBelowFloor;
import dev.saldo.domain.wallet.AuthorizeOutcome.PriceMissing;
import dev.saldo.domain.wallet.AuthorizeOutcome.Refusal;
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
    List<Candidate> all = routes.stream().map(Route::candidate).toList();
    return limits.countedBy(route.candidate(), all, moment);
  }

  /**
   * Takes what the call takes of its rates, and nothing of those of other candidates: should one of
   * them serve it, what it uses flows out from now on.
   */
  void fillBuckets(Route route) {
    Demand demand = demand(route);
    ModelId model = route.candidate().model();
    draft.count(
        states.stream()
            .flatMap(List::stream)
            .map(LimitState::limit)
            .filter(limit -> limit.window() == WindowKind.RATE)
            .distinct()
            .map(
                limit -> {
                  long amount = limit.meter().covers(model) ? demand.of(limit.meter()) : 0;
                  return limit.taking(amount, moment.at(), draft::counter);
                })
            .toList());
  }

  /** Where a limit counts in the billing cycle: that cycle. */
  Window cycle() {
    return moment.cycle();
  }

  /** Windows of an earlier zone that run on. */
  List<Window> carried() {
    return moment.calendar().at(moment.at()).carried();
  }

  /**
   * Price, margin, rates and windows of one route. It frees when the last of its full limits does.
   */
  private Attempt attempt(Route route, List<LimitState> stand) {
    if (route.price().isEmpty()) {
      return new Attempt(route, List.of(), Optional.of(new PriceMissing()), 0);
    }
    Optional<Margin> low = route.margin().filter(Margin::isBelowFloor);
    if (low.isPresent()) {
      return new Attempt(route, List.of(), low.map(MarginBelowFloor::new), 1);
    }
    Attempt open = new Attempt(route, stand, Optional.empty(), 4);
    if (route.enforcement(terms) == Enforcement.OBSERVE) {
      return open;
    }
    Optional<LimitReached> flow = last(route, full(open).filter(RouteChoice::isFlow));
    return flow.or(() -> last(route, full(open)))
        .map(last -> new Attempt(route, stand, Optional.of(last), flow.isPresent() ? 2 : 3))
        .orElse(open);
  }

  /** The limit that lets the call through last. */
  private Optional<LimitReached> last(Route route, Stream<LimitState> full) {
    Demand demand = demand(route);
    return full.map(state -> new LimitReached(state, demand.of(state.limit().meter())))
        .max(LimitReached.FREES_FIRST);
  }

  /** Whether it is about what runs at the same time, which is asked before any window. */
  private static boolean isFlow(LimitState state) {
    return state.limit().window() == WindowKind.RATE || state.limit().window() == WindowKind.OPEN;
  }

  private Demand demand(Route route) {
    return route.demand(estimate, terms.enforcement());
  }
}

package dev.saldo.domain.wallet;

import dev.saldo.domain.ModelId;
import dev.saldo.domain.limit.Counter;
import dev.saldo.domain.limit.CounterKey;
import dev.saldo.domain.limit.LimitState;
import dev.saldo.domain.limit.Moment;
import dev.saldo.domain.limit.Window;
import dev.saldo.domain.limit.WindowKind;
import dev.saldo.domain.matrix.Candidate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The routes of a call on one state of its wallet: which may be gone, and what going it counts in.
 */
final class RouteChoice {
  private final List<Route> routes;
  private final CallLimits limits;
  private final Moment moment;
  private final Draft draft;
  private final RouteTrial trial;

  RouteChoice(Authorize asked, Draft draft) {
    this.routes = asked.routes();
    this.limits = asked.limiting();
    this.moment = draft.wallet().momentAt(draft.at());
    this.draft = draft;
    List<List<LimitState>> states = new ArrayList<>();
    for (Route route : routes) {
      states.add(limits.statesOn(route.candidate(), moment, draft::counter));
    }
    this.trial =
        new RouteTrial(routes, asked.estimate(), draft.wallet().terms().enforcement(), states);
  }

  /** The first route that may be gone, or the one that got furthest; there must be one. */
  RouteTrial.Attempt best() {
    return trial.best();
  }

  /** The limits that have no room for the call. */
  Stream<LimitState> full(RouteTrial.Attempt attempt) {
    return trial.full(attempt);
  }

  /** Every counter that was looked at, as it stands. */
  Map<CounterKey, Counter> seen() {
    Map<CounterKey, Counter> seen = new HashMap<>();
    for (List<LimitState> stand : trial.states()) {
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
    Demand demand = trial.demand(route);
    ModelId model = route.candidate().model();
    draft.count(
        trial.states().stream()
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
}

package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.limit.Counter;
import dev.saldo.domain.limit.CounterDelta;
import dev.saldo.domain.limit.CounterKey;
import dev.saldo.domain.limit.LimitState;
import dev.saldo.domain.limit.LimitUnit;
import dev.saldo.domain.limit.Moment;
import dev.saldo.domain.limit.Window;
import dev.saldo.domain.limit.WindowKind;
import dev.saldo.domain.matrix.Candidate;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.wallet.AuthorizeOutcome.ParentFault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
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
  private final List<Map<CounterKey, Counter>> shown = new ArrayList<>();

  RouteChoice(Authorize asked, Draft draft) {
    this.routes = asked.routes();
    this.limits = asked.limiting();
    this.moment = draft.wallet().momentAt(draft.at());
    this.draft = draft;
    List<List<LimitState>> states = new ArrayList<>();
    for (Route route : routes) {
      Map<CounterKey, Counter> counters = counters(asked, route);
      shown.add(counters);
      states.add(limits.statesOn(route.candidate(), moment, counters::get));
    }
    this.trial =
        new RouteTrial(routes, asked.estimate(), draft.wallet().terms().enforcement(), states);
  }

  /**
   * The counters that limit a route, as they stand. What a call draws on its run has the run
   * reserved in limits of credits: it is handed over, and not reserved twice.
   */
  private Map<CounterKey, Counter> counters(Authorize asked, Route route) {
    Map<CounterKey, Counter> counters = new HashMap<>();
    limits
        .countersOn(route.candidate(), moment)
        .forEach(key -> counters.put(key, draft.counter(key)));
    Optional<Hold> parent = asked.parent().stream().boxed().findFirst().flatMap(draft::hold);
    if (parent.isPresent() && ParentFault.of(parent).isEmpty()) {
      Hold run = parent.get();
      Enforcement plan = draft.wallet().terms().enforcement();
      Funds funds =
          new Funds(
              draft,
              asked.call(),
              route.candidate().model(),
              asked.parent(),
              route.enforcement(plan));
      Demand demand = route.demand(asked.estimate(), plan);
      long drawn = funds.drawn(demand.credits()).micros();
      for (CounterKey key : run.counted()) {
        if (key.unit() == LimitUnit.CREDITS && key.meter().covers(run.route().model())) {
          counters.computeIfPresent(
              key, (_, counter) -> counter.plus(new CounterDelta(key, 0, -drawn)));
        }
      }
    }
    return counters;
  }

  /** The first route that may be gone, or the one that got furthest; there must be one. */
  RouteTrial.Attempt best() {
    return trial.best();
  }

  /** The limits that have no room for the call. */
  Stream<LimitState> full(RouteTrial.Attempt attempt) {
    return trial.full(attempt);
  }

  /**
   * Every counter that was looked at, as it stood; should routes have seen it differently, as the
   * one that was taken.
   */
  Map<CounterKey, Counter> seen(OptionalInt taken) {
    Map<CounterKey, Counter> seen = new HashMap<>();
    shown.forEach(seen::putAll);
    taken.ifPresent(route -> seen.putAll(shown.get(route)));
    return seen;
  }

  /** The counters that a call counts in beside its day and month, when it goes this route. */
  List<CounterKey> counted(Route route) {
    List<Candidate> all = routes.stream().map(Route::candidate).toList();
    return limits.countedBy(route.candidate(), all, moment);
  }

  /**
   * How much more, beyond what is set aside, limits of credits may reserve for calls on a route
   * whose missing credits are only observed: in one counter not more in all than a wallet can have.
   * Nothing else bounds it, and what is reserved must be freed exactly.
   */
  Credits reservable(Route route) {
    return trial.states().get(routes.indexOf(route)).stream()
        .filter(state -> state.limit().meter().unit() == LimitUnit.CREDITS)
        .mapToLong(state -> Math.min(state.counter().reserved(), Credits.MAX.micros()))
        .mapToObj(reserved -> Credits.MAX.minus(new Credits(reserved)))
        .reduce(Credits.MAX, Credits::min);
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

package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.limit.Counter;
import dev.saldo.domain.limit.CounterDelta;
import dev.saldo.domain.limit.CounterKey;
import dev.saldo.domain.limit.Limit;
import dev.saldo.domain.limit.LimitState;
import dev.saldo.domain.limit.LimitUnit;
import dev.saldo.domain.limit.Moment;
import dev.saldo.domain.limit.Window;
import dev.saldo.domain.limit.WindowKind;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.wallet.AuthorizeOutcome.ParentFault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

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
      Map<CounterKey, Counter> counters = handedOver(asked, route);
      states.add(
          limits.statesOn(
              route.candidate(), moment, key -> counters.computeIfAbsent(key, draft::counter)));
      shown.add(counters);
    }
    this.trial =
        new RouteTrial(routes, asked.estimate(), draft.wallet().terms().enforcement(), states);
  }

  /**
   * The counters that limit a route and stand otherwise for a call of a run. What it draws on its
   * run has the run reserved in limits of credits: it is handed over, and not reserved twice.
   */
  private Map<CounterKey, Counter> handedOver(Authorize asked, Route route) {
    Map<CounterKey, Counter> counters = new HashMap<>();
    Optional<Hold> parent =
        asked.parent().isPresent() ? draft.hold(asked.parent().getAsLong()) : Optional.empty();
    if (parent.isPresent() && ParentFault.of(parent).isEmpty()) {
      Hold run = parent.get();
      limits
          .countersOn(route.candidate(), moment)
          .forEach(key -> counters.put(key, draft.counter(key)));
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
  List<LimitState> full(RouteTrial.Attempt attempt) {
    return trial.full(attempt);
  }

  /**
   * Every counter that was looked at, as it stood; should routes have seen it differently, as the
   * one that was taken.
   */
  Map<CounterKey, Counter> seen(OptionalInt taken) {
    if (shown.size() == 1) {
      return shown.getFirst();
    }
    Map<CounterKey, Counter> seen = new HashMap<>();
    shown.forEach(seen::putAll);
    taken.ifPresent(route -> seen.putAll(shown.get(route)));
    return seen;
  }

  /** The counters that a call counts in beside its day and month, when it goes this route. */
  List<CounterKey> counted(Route route) {
    return limits.countedBy(route.candidate(), routes, moment);
  }

  /**
   * How much more, beyond what is set aside, limits of credits may reserve for calls on a route
   * whose missing credits are only observed: in one counter not more in all than a wallet can have.
   * Nothing else bounds it, and what is reserved must be freed exactly.
   */
  Credits reservable(Route route) {
    long most = 0;
    for (LimitState state : trial.states().get(routes.indexOf(route))) {
      if (state.limit().meter().unit() == LimitUnit.CREDITS) {
        most = Math.max(most, state.counter().reserved());
      }
    }
    return Credits.MAX.minusOrZero(new Credits(Math.min(most, Credits.MAX.micros())));
  }

  /**
   * Takes what the call takes of its rates, and nothing of those of other candidates: should one of
   * them serve it, what it uses flows out from now on.
   */
  void fillBuckets(Route route) {
    Demand demand = trial.demand(route);
    ModelId model = route.candidate().model();
    List<CounterDelta> taken = new ArrayList<>();
    for (Limit rate : rates()) {
      long amount = rate.meter().covers(model) ? demand.of(rate.meter()) : 0;
      taken.add(rate.taking(amount, moment.at(), draft::counter));
    }
    draft.count(taken);
  }

  /** The rates that were looked at, each once. */
  private Set<Limit> rates() {
    Set<Limit> rates = new LinkedHashSet<>();
    for (List<LimitState> states : trial.states()) {
      for (LimitState state : states) {
        if (state.limit().window() == WindowKind.RATE) {
          rates.add(state.limit());
        }
      }
    }
    return rates;
  }

  /** Where a rule limits the call in the billing cycle: that cycle. */
  Optional<Window> cycle() {
    for (Limit rule : limits.rules()) {
      if (rule.window() == WindowKind.CYCLE) {
        return Optional.of(moment.cycle());
      }
    }
    return Optional.empty();
  }

  /** The models of all routes, in their order. */
  List<ModelId> models() {
    List<ModelId> models = new ArrayList<>();
    for (Route route : routes) {
      models.add(route.candidate().model());
    }
    return models;
  }

  /** Windows of an earlier zone that run on. */
  List<Window> carried() {
    return moment.calendar().at(moment.at()).carried();
  }
}

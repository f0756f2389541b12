package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.limit.CounterKey;
import dev.saldo.domain.limit.Limit;
import dev.saldo.domain.limit.LimitState;
import dev.saldo.domain.limit.LimitUnit;
import dev.saldo.domain.limit.Moment;
import dev.saldo.domain.matrix.Period;
import dev.saldo.domain.matrix.Resolution;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.wallet.AuthorizeOutcome.CustomerSuspended;
import dev.saldo.domain.wallet.AuthorizeOutcome.Held;
import dev.saldo.domain.wallet.AuthorizeOutcome.InsufficientCredits;
import dev.saldo.domain.wallet.AuthorizeOutcome.NoRoute;
import dev.saldo.domain.wallet.AuthorizeOutcome.ParentFault;
import dev.saldo.domain.wallet.AuthorizeOutcome.ParentRefused;
import dev.saldo.domain.wallet.AuthorizeOutcome.Refusal;
import dev.saldo.domain.wallet.AuthorizeOutcome.Refused;
import dev.saldo.domain.wallet.AuthorizeOutcome.TenantSuspended;
import dev.saldo.domain.wallet.AuthorizeOutcome.WalletFrozen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Asks whether a call may run, and sets its credits aside if it may.
 *
 * <p>Asked in this order: tenant and customer active, a route in the matrix, a price, the margin,
 * rates and open authorizations, the windows of its other limits, the wallet not frozen, enough
 * credits. The candidates are tried in their order for price, margin and limits; the first to pass
 * is the route, and only that one is asked for wallet and credits. Where enforcement only observes,
 * full limits and missing credits let the call pass. When none passes, the refusal is that of the
 * candidate that got furthest, among full limits the one that lets the call through first.
 *
 * @param resolution what the matrix offers, priced; resolved on {@code catalogVersion} and {@code
 *     terms}, for the time in which it holds: at any other the command is stale
 * @param limits the rules of the catalogue that limit it, whichever model serves it
 * @param lifetime how long the hold lives; at most {@link #LIFETIME_MAX}
 * @param free whether the call costs nothing; a child that does counts in no limit of calls
 * @param parent the number of the hold of the run that the call belongs to: it draws on the free
 *     part of that hold, then on the wallet, and lives no longer
 */
public record Authorize(
    TenantId tenant,
    WalletId wallet,
    Optional<CommandKey> key,
    Actor actor,
    Call call,
    Estimate estimate,
    boolean allowFallback,
    Duration lifetime,
    boolean free,
    int catalogVersion,
    PlanTerms terms,
    Routes resolution,
    List<Limit> limits,
    OptionalLong parent)
    implements LedgerCommand<AuthorizeOutcome> {

  /** How long a hold lives when nothing is said. */
  public static final Duration LIFETIME_DEFAULT = Duration.ofMinutes(15);

  /** The longest life of a hold. */
  public static final Duration LIFETIME_MAX = Duration.ofHours(24);

  /** What the matrix offers for the call: candidates with prices, or the reason why none. */
  public sealed interface Routes {
    /** The time in which the matrix offers this and nothing else. */
    Period holds();

    private Routes withoutCallLimits() {
      return switch (this) {
        case Offered(var routes, var holds) ->
            new Offered(routes.stream().map(Route::withoutCallLimits).toList(), holds);
        case None none -> none;
      };
    }

    /** At least one, in order. */
    record Offered(List<Route> routes, Period holds) implements Routes {
      public Offered {
        routes = List.copyOf(routes);
      }
    }

    /** None. */
    record None(Resolution.Reason reason, Period holds) implements Routes {}
  }

  public Authorize {
    if (free && parent.isPresent()) {
      resolution = resolution.withoutCallLimits();
      limits = limits.stream().filter(limit -> limit.meter().unit() != LimitUnit.CALLS).toList();
    }
    limits = List.copyOf(limits);
  }

  @Override
  public Class<AuthorizeOutcome> outcomeType() {
    return AuthorizeOutcome.class;
  }

  @Override
  public Reads reads(Wallet locked, Instant now) {
    Moment moment = locked.momentAt(now);
    CallLimits limiting = limiting();
    Set<CounterKey> counters = new HashSet<>();
    for (Route route : routes()) {
      limiting.countersOn(route.candidate(), moment).forEach(counters::add);
    }
    return new Reads(parent.stream().boxed().collect(Collectors.toSet()), counters);
  }

  @Override
  public Decision<AuthorizeOutcome> decide(Snapshot before, Instant now) {
    Wallet locked = before.wallet().orElseThrow();
    if (before.catalogVersion() != catalogVersion || !locked.termsAt(now).sameVersionAs(terms)) {
      return new Decision.Stale<>();
    }
    if (!resolution.holds().contains(now)) {
      return new Decision.Stale<>(Optional.of(now));
    }
    Draft draft = Draft.upToDate(before, now, actor);
    if (!before.tenantActive()) {
      return refused(draft, new TenantSuspended());
    }
    if (draft.wallet().suspended()) {
      return refused(draft, new CustomerSuspended());
    }
    if (parent.isPresent()) {
      Optional<ParentFault> fault = ParentFault.of(draft.hold(parent.getAsLong()));
      if (fault.isPresent()) {
        return new Decision.Decided<>(new ParentRefused(fault.get()), draft.change(), false);
      }
    }
    return switch (resolution) {
      case Routes.None(var reason, var _) -> refused(draft, new NoRoute(reason));
      case Routes.Offered _ -> choose(draft);
    };
  }

  /** When the full limits of a route free, for each route that is offered. */
  public List<Instant> freeingTimes(Snapshot snapshot, Instant now) {
    Moment moment = snapshot.wallet().orElseThrow().momentAt(now);
    CallLimits limiting = limiting();
    List<Instant> times = new ArrayList<>();
    for (Route route : routes()) {
      Demand demand = route.demand(estimate, terms.enforcement());
      for (LimitState state : limiting.statesOn(route.candidate(), moment, snapshot::counter)) {
        state.admitsAt(demand.of(state.limit().meter())).ifPresent(times::add);
      }
    }
    return times;
  }

  /** What limits the call. */
  CallLimits limiting() {
    return new CallLimits(call, limits, terms.enforcement());
  }

  private Decision<AuthorizeOutcome> choose(Draft draft) {
    RouteChoice choice = new RouteChoice(this, draft);
    RouteTrial.Attempt best = choice.best();
    return best.failure().isPresent()
        ? refused(draft, choice, best.failure().get(), best.limits())
        : onWallet(draft, choice, best);
  }

  private Decision<AuthorizeOutcome> onWallet(
      Draft draft, RouteChoice choice, RouteTrial.Attempt way) {
    if (draft.wallet().frozen()) {
      return refused(draft, choice, new WalletFrozen(), way.limits());
    }
    Route route = way.route();
    Enforcement enforcement = route.enforcement(draft.wallet().terms().enforcement());
    Credits price = route.price().orElseThrow().credits();
    Credits needed = enforcement == Enforcement.UNLIMITED ? Credits.ZERO : price;
    Funds funds = new Funds(draft, call, route.candidate().model(), parent, enforcement);
    Credits usable = funds.usable();
    Optional<Refusal> shortage =
        needed.exceeds(usable)
            ? Optional.of(new InsufficientCredits(needed, usable))
            : Optional.empty();
    if (enforcement == Enforcement.OBSERVE) {
      Stream<String> full = choice.full(way).stream().map(LimitState::limit).map(RefusalCode::of);
      Set<String> observed =
          Stream.concat(full, shortage.map(RefusalCode::of).stream()).collect(Collectors.toSet());
      return hold(draft, choice, new Payment(way, needed, funds), observed);
    }
    return shortage.isPresent()
        ? refused(draft, choice, shortage.get(), way.limits())
        : hold(draft, choice, new Payment(way, needed, funds), Set.of());
  }

  /**
   * What is set aside for a route, of what.
   *
   * @param expected what it is expected to cost
   */
  private record Payment(RouteTrial.Attempt way, Credits expected, Funds funds) {
    Route route() {
      return way.route();
    }
  }

  private Decision<AuthorizeOutcome> hold(
      Draft draft, RouteChoice choice, Payment payment, Set<String> observed) {
    Route route = payment.route();
    Funds.Aside aside = payment.funds().take(payment.expected(), draft.number());
    Hold hold = newHold(draft, choice, payment, aside);
    OptionalInt taken = OptionalInt.of(routes().indexOf(route));
    DecisionRecord decision = decision(draft, choice, "held", observed, taken);
    draft.record(decision);
    draft.count(hold.reserving());
    choice.fillBuckets(route);
    draft.put(hold);
    RunFunds.of(draft, parent).ifPresent(run -> run.tell(Run::begun));
    HoldId id = new HoldId(wallet, draft.number());
    Held held = Held.of(id, hold, decision.standing(), payment.way().limits());
    return new Decision.Decided<>(held, draft.change(), true);
  }

  private Hold newHold(Draft draft, RouteChoice choice, Payment payment, Funds.Aside aside) {
    Route route = payment.route();
    PlanTerms frozen = draft.wallet().terms();
    Route.Price price = route.price().orElseThrow();
    return new Hold(
        draft.number(),
        draft.at(),
        expiry(draft),
        call,
        estimate,
        new Hold.Taken(
            route.candidate().model(),
            route.candidate().role(),
            route.candidate().weight(),
            choice.models()),
        new Hold.Terms(
            frozen.plan(),
            frozen.version(),
            catalogVersion,
            price.version(),
            price.rule(),
            free,
            route.enforcement(frozen.enforcement()),
            frozen.overrun(),
            draft.wallet().zone(),
            choice.carried()),
        free && parent.isPresent() ? 0 : estimate.calls(),
        choice.counted(route),
        aside.uncovered(),
        Optional.of(payment.expected().min(choice.reservable(route)))
            .filter(credits -> credits.exceeds(aside.credits())),
        aside.lines(),
        Hold.State.HELD,
        Optional.empty(),
        Optional.empty(),
        parent,
        Optional.empty(),
        Optional.empty());
  }

  private Instant expiry(Draft draft) {
    Instant own = draft.at().plus(lifetime);
    return RunFunds.of(draft, parent)
        .map(run -> run.hold().expiresAt())
        .filter(own::isAfter)
        .orElse(own);
  }

  /** Refuses before any route is looked at. */
  private Decision<AuthorizeOutcome> refused(Draft draft, Refusal reason) {
    return refused(draft, new RouteChoice(this, draft), reason, List.of());
  }

  private Decision<AuthorizeOutcome> refused(
      Draft draft, RouteChoice choice, Refusal reason, List<LimitState> states) {
    DecisionRecord decision =
        decision(draft, choice, RefusalCode.of(reason), Set.of(), OptionalInt.empty());
    draft.record(decision);
    Refused refused =
        new Refused(
            new DecisionId(wallet, draft.number()),
            reason,
            draft.at(),
            draft.wallet().terms(),
            decision.standing(),
            states);
    return new Decision.Decided<>(refused, draft.change(), false);
  }

  private DecisionRecord decision(
      Draft draft, RouteChoice choice, String outcome, Set<String> observed, OptionalInt taken) {
    PlanTerms current = draft.wallet().terms();
    return new DecisionRecord(
        draft.number(),
        draft.at(),
        outcome,
        call,
        estimate,
        allowFallback,
        catalogVersion,
        current.plan(),
        current.version(),
        current.enforcement(),
        routes(),
        limits,
        choice.cycle(),
        choice.carried(),
        choice.seen(taken),
        observed,
        taken,
        draft.standing());
  }

  /** What is offered; empty when the matrix offers nothing. */
  public List<Route> routes() {
    return switch (resolution) {
      case Routes.Offered(var routes, var _) -> routes;
      case Routes.None(var _, var _) -> List.of();
    };
  }
}

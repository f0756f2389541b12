package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.limit.Counter;
import dev.saldo.domain.limit.CounterKey;
import dev.saldo.domain.limit.Limit;
import dev.saldo.domain.limit.LimitState;
import dev.saldo.domain.limit.Window;
import dev.saldo.domain.matrix.Period;
import dev.saldo.domain.matrix.Resolution;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.wallet.AuthorizeOutcome.CustomerSuspended;
import dev.saldo.domain.wallet.AuthorizeOutcome.Held;
import dev.saldo.domain.wallet.AuthorizeOutcome.InsufficientCredits;
import dev.saldo.domain.wallet.AuthorizeOutcome.LimitReached;
import dev.saldo.domain.wallet.AuthorizeOutcome.NoRoute;
import dev.saldo.domain.wallet.AuthorizeOutcome.PriceMissing;
import dev.saldo.domain.wallet.AuthorizeOutcome.Refusal;
import dev.saldo.domain.wallet.AuthorizeOutcome.Refused;
import dev.saldo.domain.wallet.AuthorizeOutcome.TenantSuspended;
import dev.saldo.domain.wallet.AuthorizeOutcome.WalletFrozen;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Asks whether a call may run, and sets its credits aside if it may.
 *
 * <p>Asked in this order: tenant and customer active, a route in the matrix, a price, the windows
 * of its limits, the wallet not frozen, enough credits. The candidates are tried in their order for
 * price and windows; the first to pass is the route, and only that one is asked for wallet and
 * credits. Where enforcement only observes, full windows and missing credits let the call pass.
 * When none passes, the refusal is that of the candidate that got furthest, among full windows the
 * one that frees first.
 *
 * @param resolution what the matrix offers, priced; resolved on {@code catalogVersion} and {@code
 *     terms}, for the time in which it holds: at any other the command is stale
 * @param lifetime how long the hold lives; at most {@link #LIFETIME_MAX}
 * @param free whether the feature costs nothing
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
    Routes resolution)
    implements LedgerCommand<AuthorizeOutcome> {

  /** How long a hold lives when nothing is said. */
  public static final Duration LIFETIME_DEFAULT = Duration.ofMinutes(15);

  /** The longest life of a hold. */
  public static final Duration LIFETIME_MAX = Duration.ofHours(24);

  /** What the matrix offers for the call: candidates with prices, or the reason why none. */
  public sealed interface Routes {
    /** The time in which the matrix offers this and nothing else. */
    Period holds();

    /** At least one, in order. */
    record Offered(List<Route> routes, Period holds) implements Routes {
      public Offered {
        routes = List.copyOf(routes);
      }
    }

    /** None. */
    record None(Resolution.Reason reason, Period holds) implements Routes {}
  }

  /** How far a candidate got: where its limits stand, and why it failed, if it did. */
  private record Attempt(
      Route route, List<LimitState> limits, Optional<Refusal> failure, Instant frees) {
    int distance() {
      return failure.filter(PriceMissing.class::isInstance).isPresent() ? 0 : 1;
    }
  }

  @Override
  public Class<AuthorizeOutcome> outcomeType() {
    return AuthorizeOutcome.class;
  }

  @Override
  public Reads reads(Wallet locked, Instant now) {
    ZoneId zone = locked.zoneAt(now);
    Set<CounterKey> counters = new HashSet<>();
    for (Route route : routes()) {
      for (Limit limit : route.limits()) {
        counters.add(counter(route, limit.window().containing(now, zone)));
      }
    }
    return new Reads(Set.of(), counters);
  }

  @Override
  public Decision<AuthorizeOutcome> decide(Snapshot before, Instant now) {
    Wallet locked = before.wallet().orElseThrow();
    if (before.catalogVersion() != catalogVersion || !locked.terms().sameVersionAs(terms)) {
      return new Decision.Stale<>();
    }
    if (!resolution.holds().contains(now)) {
      return new Decision.Stale<>(Optional.of(now));
    }
    Draft draft = Draft.upToDate(before, now, actor);
    if (!before.tenantActive()) {
      return refused(draft, new TenantSuspended(), List.of());
    }
    if (draft.wallet().suspended()) {
      return refused(draft, new CustomerSuspended(), List.of());
    }
    return switch (resolution) {
      case Routes.None(var reason, var _) -> refused(draft, new NoRoute(reason), List.of());
      case Routes.Offered(var routes, var _) -> tryInOrder(draft, routes);
    };
  }

  private Decision<AuthorizeOutcome> tryInOrder(Draft draft, List<Route> routes) {
    Attempt furthest = null;
    for (Route route : routes) {
      Attempt attempt = attempt(draft, route);
      if (attempt.failure().isEmpty()) {
        return onWallet(draft, route, attempt.limits());
      }
      if (furthest == null || isBetter(attempt, furthest)) {
        furthest = attempt;
      }
    }
    Attempt refusal = Objects.requireNonNull(furthest, "at least one route is offered");
    return refused(draft, refusal.failure().orElseThrow(), refusal.limits());
  }

  private static boolean isBetter(Attempt attempt, Attempt than) {
    return attempt.distance() > than.distance()
        || (attempt.distance() == than.distance() && attempt.frees().isBefore(than.frees()));
  }

  /** Price and windows of one candidate. It frees when the last of its full windows has turned. */
  private Attempt attempt(Draft draft, Route route) {
    if (route.price().isEmpty()) {
      return new Attempt(route, List.of(), Optional.of(new PriceMissing()), Instant.MAX);
    }
    List<LimitState> limits = limitsOf(draft, route);
    Optional<LimitState> full =
        isObserved(draft, route) ? Optional.empty() : full(limits).max(LimitState.BY_END);
    return new Attempt(
        route,
        limits,
        full.map(LimitReached::new),
        full.map(state -> state.window().end()).orElse(Instant.MIN));
  }

  private Stream<LimitState> full(List<LimitState> limits) {
    return limits.stream().filter(state -> !state.admits(estimate.calls()));
  }

  private static boolean isObserved(Draft draft, Route route) {
    return route.enforcement(draft.wallet().terms()) == Enforcement.OBSERVE;
  }

  private List<LimitState> limitsOf(Draft draft, Route route) {
    return route.limitsAt(call, draft.at(), draft.wallet().zone(), draft::counter);
  }

  private CounterKey counter(Route route, Window window) {
    return call.counter(route.candidate().model().provider(), window);
  }

  private Decision<AuthorizeOutcome> onWallet(Draft draft, Route route, List<LimitState> limits) {
    if (draft.wallet().frozen()) {
      return refused(draft, new WalletFrozen(), limits);
    }
    Enforcement enforcement = route.enforcement(draft.wallet().terms());
    Credits price = route.price().orElseThrow().credits();
    Credits needed = enforcement == Enforcement.UNLIMITED ? Credits.ZERO : price;
    List<Grant> payers = draft.usableFor(call.feature(), route.candidate().model());
    Credits covered = payers.stream().map(Grant::available).reduce(Credits.ZERO, Credits::plus);
    Credits usable = covered.plus(draft.wallet().room().min(Credits.MAX.minus(covered)));
    Optional<Refusal> shortage =
        needed.exceeds(usable)
            ? Optional.of(new InsufficientCredits(needed, usable))
            : Optional.empty();
    if (enforcement == Enforcement.OBSERVE) {
      Stream<Refusal> passed =
          Stream.concat(full(limits).map(LimitReached::new), shortage.stream());
      Set<String> observed = passed.map(RefusalCode::of).collect(Collectors.toSet());
      return hold(draft, route, needed.min(covered), payers, observed);
    }
    return shortage.isPresent()
        ? refused(draft, shortage.get(), limits)
        : hold(draft, route, needed, payers, Set.of());
  }

  private Decision<AuthorizeOutcome> hold(
      Draft draft, Route route, Credits needed, List<Grant> payers, Set<String> observed) {
    long number = draft.number();
    List<Hold.Line> lines =
        draft.takeAvailable(EntryKind.HOLD, Account.HELD, needed, payers, number);
    Hold hold = newHold(draft, route, lines, needed);
    draft.reserveDebt(draft.wallet().balances().reservedDebt().plus(hold.uncovered()));
    Standing standing = draft.standing();
    OptionalInt taken = OptionalInt.of(routes().indexOf(route));
    DecisionRecord decision = decision(draft, "held", observed, taken, standing);
    draft.record(decision);
    draft.count(hold.counting(hold.route().model().provider(), 0, hold.calls()));
    draft.put(hold);
    Held held = Held.of(new HoldId(wallet, number), hold, decision);
    return new Decision.Decided<>(held, draft.change(), true);
  }

  private Hold newHold(Draft draft, Route route, List<Hold.Line> lines, Credits needed) {
    Credits covered = lines.stream().map(Hold.Line::credits).reduce(Credits.ZERO, Credits::plus);
    PlanTerms frozen = draft.wallet().terms();
    Route.Price price = route.price().orElseThrow();
    return new Hold(
        draft.number(),
        draft.at(),
        draft.at().plus(lifetime),
        call,
        estimate,
        new Hold.Taken(
            route.candidate().model(),
            route.candidate().role(),
            route.candidate().weight(),
            routes().stream().map(offered -> offered.candidate().model()).toList()),
        new Hold.Terms(
            frozen.plan(),
            frozen.version(),
            catalogVersion,
            price.version(),
            price.rule(),
            free,
            route.enforcement(frozen),
            frozen.overrun(),
            draft.wallet().zone()),
        estimate.calls(),
        needed.minus(covered),
        lines,
        Hold.State.HELD,
        Optional.empty());
  }

  private Decision<AuthorizeOutcome> refused(Draft draft, Refusal reason, List<LimitState> limits) {
    Standing standing = draft.standing();
    draft.record(decision(draft, RefusalCode.of(reason), Set.of(), OptionalInt.empty(), standing));
    Refused refused =
        new Refused(
            new DecisionId(wallet, draft.number()),
            reason,
            draft.at(),
            draft.wallet().terms(),
            standing,
            limits);
    return new Decision.Decided<>(refused, draft.change(), false);
  }

  private DecisionRecord decision(
      Draft draft, String outcome, Set<String> observed, OptionalInt taken, Standing standing) {
    Map<CounterKey, Counter> seen = new HashMap<>();
    for (Route route : routes()) {
      for (LimitState state : limitsOf(draft, route)) {
        seen.put(counter(route, state.window()), state.counter());
      }
    }
    return new DecisionRecord(
        draft.number(),
        draft.at(),
        outcome,
        call,
        estimate,
        allowFallback,
        catalogVersion,
        draft.wallet().terms().plan(),
        draft.wallet().terms().version(),
        routes(),
        seen,
        observed,
        taken,
        standing);
  }

  private List<Route> routes() {
    return switch (resolution) {
      case Routes.Offered(var routes, var _) -> routes;
      case Routes.None(var _, var _) -> List.of();
    };
  }
}

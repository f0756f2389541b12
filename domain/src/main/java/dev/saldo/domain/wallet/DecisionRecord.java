package dev.saldo.domain.wallet;

import dev.saldo.domain.limit.CalendarWindows;
import dev.saldo.domain.limit.Counter;
import dev.saldo.domain.limit.CounterKey;
import dev.saldo.domain.limit.Limit;
import dev.saldo.domain.limit.LimitState;
import dev.saldo.domain.limit.Moment;
import dev.saldo.domain.limit.Window;
import dev.saldo.domain.limit.WindowKind;
import dev.saldo.domain.plan.Enforcement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Why a call was authorized or refused: the inputs, the versions they were read under, and what the
 * counters said. The steps are computed from these when somebody asks.
 *
 * @param number identifies it in its wallet, and the hold it made, if it made one
 * @param outcome {@code held}, or the code of the refusal
 * @param routes what the matrix offered, in order, with prices
 * @param enforcement of the plan
 * @param limits the rules of the catalogue that limited it, beside the cells of the matrix
 * @param cycle the billing cycle, when a limit counts in it
 * @param carried windows of an earlier zone that ran on
 * @param counters as they stood before this call
 * @param observed the codes of refusals that were let pass where rules are only watched
 * @param taken the index of the route that the call may go; empty when refused
 */
public record DecisionRecord(
    long number,
    Instant at,
    String outcome,
    Call call,
    Estimate estimate,
    boolean allowFallback,
    int catalogVersion,
    String plan,
    int planVersion,
    Enforcement enforcement,
    List<Route> routes,
    List<Limit> limits,
    Optional<Window> cycle,
    List<Window> carried,
    Map<CounterKey, Counter> counters,
    Set<String> observed,
    OptionalInt taken,
    Standing standing) {
  /** Refusals that come before any candidate is looked at. */
  private static final Set<String> BEFORE_ALL = Set.of("tenant_suspended", "customer_suspended");

  /** Refusals of the wallet, when a candidate has passed everything else. */
  private static final Set<String> OF_WALLET = Set.of("wallet_frozen", "insufficient_credits");

  public DecisionRecord {
    routes = List.copyOf(routes);
    limits = List.copyOf(limits);
    carried = List.copyOf(carried);
    counters = Map.copyOf(counters);
    observed = Set.copyOf(observed);
  }

  /** The limits on a candidate, as they stood before this call. */
  public List<LimitState> limitsOn(Route route) {
    Window cycleOrNone = cycle.orElseGet(() -> new Window(WindowKind.CYCLE, at, at));
    return new CallLimits(call, limits, enforcement)
        .statesOn(
            route.candidate(),
            new Moment(at, new CalendarWindows(standing.zone(), carried), cycleOrNone),
            key -> counters.getOrDefault(key, Counter.NONE));
  }

  /** Whether the answer was found before any candidate was looked at. */
  public boolean isBeforeAll() {
    return BEFORE_ALL.contains(outcome);
  }

  /** Whether the wallet refused what all other rules let pass. */
  boolean isOfWallet() {
    return OF_WALLET.contains(outcome);
  }
}

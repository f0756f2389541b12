package dev.saldo.domain.wallet;

import dev.saldo.domain.limit.Counter;
import dev.saldo.domain.limit.CounterKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Why a call was authorized or refused: the inputs, the versions they were read under, and what the
 * counters said. The steps are computed from these when somebody asks.
 *
 * @param number identifies it in its wallet, and the hold it made, if it made one
 * @param outcome {@code held}, or the code of the refusal
 * @param routes what the matrix offered, in order, with prices
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
    List<Route> routes,
    Map<CounterKey, Counter> counters,
    Set<String> observed,
    OptionalInt taken,
    Standing standing) {
  /** Refusals that come before any candidate is looked at. */
  private static final Set<String> BEFORE_ALL = Set.of("tenant_suspended", "customer_suspended");

  public DecisionRecord {
    routes = List.copyOf(routes);
    counters = Map.copyOf(counters);
    observed = Set.copyOf(observed);
  }

  /** Whether the answer was found before any candidate was looked at. */
  public boolean isBeforeAll() {
    return BEFORE_ALL.contains(outcome);
  }
}

package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import dev.saldo.domain.limit.Counter;
import dev.saldo.domain.limit.CounterKey;
import dev.saldo.domain.limit.Limit;
import dev.saldo.domain.limit.LimitState;
import dev.saldo.domain.limit.Window;
import dev.saldo.domain.matrix.Candidate;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.PlanTerms;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A candidate of the matrix with what the estimated call would cost on it.
 *
 * @param price what to hold; empty when no price row matches
 */
public record Route(Candidate candidate, Optional<Price> price) {

  /**
   * An estimated charge.
   *
   * @param version of the price list
   * @param rule which row of the list it comes from, for people
   */
  public record Price(Credits credits, int version, String rule) {}

  List<Limit> limits() {
    return candidate.limits();
  }

  /** The limits on a call that goes here at an instant, with their counters. */
  List<LimitState> limitsAt(
      Call call, Instant at, ZoneId zone, Function<CounterKey, Counter> counted) {
    String provider = candidate.model().provider();
    List<LimitState> states = new ArrayList<>();
    for (Limit limit : limits()) {
      Window window = limit.window().containing(at, zone);
      Counter counter = counted.apply(call.counter(provider, window));
      states.add(new LimitState(limit, call.feature(), provider, counter, window));
    }
    return states;
  }

  Enforcement enforcement(PlanTerms terms) {
    return candidate.enforcement().orElse(terms.enforcement());
  }
}

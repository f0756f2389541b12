package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import dev.saldo.domain.matrix.Candidate;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.Margin;
import java.util.Optional;

/**
 * A candidate of the matrix with what the estimated call would cost on it.
 *
 * @param price what to hold; empty when no price row matches
 * @param margin what the call would bring and cost; empty when the plan sets no floor, or nothing
 *     is known of the call but its credits
 */
public record Route(Candidate candidate, Optional<Price> price, Optional<Margin> margin) {
  /** A route whose margin nobody asks for. */
  public Route(Candidate candidate, Optional<Price> price) {
    this(candidate, price, Optional.empty());
  }

  /**
   * An estimated charge.
   *
   * @param version of the price list
   * @param rule which row of the list it comes from, for people
   */
  public record Price(Credits credits, int version, String rule) {}

  /** What an estimated call takes of its limits when it goes here; without a price no credits. */
  public Demand demand(Estimate estimate, Enforcement plan) {
    Credits held =
        enforcement(plan) == Enforcement.UNLIMITED
            ? Credits.ZERO
            : price.map(Price::credits).orElse(Credits.ZERO);
    return Demand.of(estimate, held);
  }

  /** The same for a call that counts in no limit of calls. */
  Route withoutCallLimits() {
    Candidate unlimited =
        new Candidate(
            candidate.model(),
            candidate.providerName(),
            candidate.role(),
            candidate.weight(),
            Optional.empty(),
            Optional.empty(),
            candidate.origin(),
            candidate.enforcement(),
            candidate.degraded());
    return new Route(unlimited, price, margin);
  }

  /** The cell's, or that of the plan. */
  Enforcement enforcement(Enforcement plan) {
    return candidate.enforcement().orElse(plan);
  }
}

package dev.saldo.domain.plan;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.domain.Credits;

/**
 * What one version of a plan fixes for the customers on it. The wallet carries its terms, so a
 * decision never has to look a plan up.
 *
 * @param plan the plan's slug
 * @param version from 1
 * @param allowance credits granted at the start of each cycle; nothing means no grant
 * @param debtLimit how far new calls may draw beyond the balance
 */
public record PlanTerms(
    String plan,
    int version,
    Credits allowance,
    Enforcement enforcement,
    OverrunPolicy overrun,
    Credits debtLimit) {
  public PlanTerms {
    require(version >= 1, "must be at least 1");
  }

  /** Whether this is the same version of the same plan. */
  public boolean sameVersionAs(PlanTerms other) {
    return version == other.version && plan.equals(other.plan);
  }
}

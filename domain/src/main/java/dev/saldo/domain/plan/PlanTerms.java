package dev.saldo.domain.plan;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.domain.Credits;
import java.util.Optional;

/**
 * What one version of a plan fixes for the customers on it. The wallet carries its terms, so a
 * decision never has to look a plan up.
 *
 * @param plan the plan's slug
 * @param version from 1
 * @param allowance credits granted at the start of each cycle; nothing means no grant
 * @param debtLimit how far new calls may draw beyond the balance
 * @param cycle when its cycles begin
 * @param rollover what of the allowance is carried into the next cycle; empty for nothing
 */
public record PlanTerms(
    String plan,
    int version,
    Credits allowance,
    Enforcement enforcement,
    OverrunPolicy overrun,
    Credits debtLimit,
    CycleKind cycle,
    Optional<Rollover> rollover) {
  public PlanTerms {
    require(version >= 1, "must be at least 1");
  }

  /** Terms of a plan of calendar months from which nothing is carried over. */
  public PlanTerms(
      String plan,
      int version,
      Credits allowance,
      Enforcement enforcement,
      OverrunPolicy overrun,
      Credits debtLimit) {
    this(
        plan,
        version,
        allowance,
        enforcement,
        overrun,
        debtLimit,
        CycleKind.CALENDAR_MONTH,
        Optional.empty());
  }

  /** The name of this version. */
  public PlanVersion named() {
    return new PlanVersion(plan, version);
  }

  /** Whether this is the same version of the same plan. */
  public boolean sameVersionAs(PlanTerms other) {
    return version == other.version && plan.equals(other.plan);
  }

  /** Whether a customer is given less than on the other; unlimited calls are more than any. */
  public boolean givesLessThan(PlanTerms other) {
    if (enforcement == Enforcement.UNLIMITED) {
      return false;
    }
    return other.enforcement == Enforcement.UNLIMITED || other.allowance.exceeds(allowance);
  }
}

package dev.saldo.domain.wallet;

import java.util.OptionalLong;

/** What asking for a plan change led to. */
public sealed interface PlanChangeOutcome extends Outcome {
  /**
   * The customer is on the other plan.
   *
   * @param number of the command; empty in an answer that was stored before it was kept
   */
  record Changed(PlanChange change, Standing standing, OptionalLong number)
      implements PlanChangeOutcome {}

  /**
   * The customer will be on the other plan when the cycle ends.
   *
   * @param number of the command; empty in an answer that was stored before it was kept
   */
  record Scheduled(PlanChange change, Standing standing, OptionalLong number)
      implements PlanChangeOutcome {}

  /** The customer is on this version of this plan. */
  record AlreadyOnPlan() implements PlanChangeOutcome {}
}

package dev.saldo.domain.wallet;

/** What asking for a plan change led to. */
public sealed interface PlanChangeOutcome extends Outcome {
  /** The customer is on the other plan. */
  record Changed(PlanChange change, Standing standing) implements PlanChangeOutcome {}

  /** The customer will be on the other plan when the cycle ends. */
  record Scheduled(PlanChange change, Standing standing) implements PlanChangeOutcome {}

  /** The customer is on this version of this plan. */
  record AlreadyOnPlan() implements PlanChangeOutcome {}
}

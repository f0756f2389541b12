package dev.saldo.domain.wallet;

/** What cancelling a scheduled plan change led to. */
public sealed interface CancelOutcome extends Outcome {
  /**
   * The customer stays on the plan it is on.
   *
   * @param change what would have happened
   * @param number of the command
   */
  record Cancelled(PlanChange change, Standing standing, long number) implements CancelOutcome {}

  /** No change was scheduled. */
  record NothingScheduled() implements CancelOutcome {}
}

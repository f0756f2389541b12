package dev.saldo.domain.wallet;

import dev.saldo.domain.plan.PlanVersion;

/** What cancelling a scheduled plan change led to. */
public sealed interface CancelOutcome extends Outcome {
  /** The customer stays on the plan it is on. */
  record Cancelled(PlanVersion target, Standing standing) implements CancelOutcome {}

  /** No change was scheduled. */
  record NothingScheduled() implements CancelOutcome {}
}

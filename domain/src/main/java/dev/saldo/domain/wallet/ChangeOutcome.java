package dev.saldo.domain.wallet;

/** What changing the zone, the day or the allowance of a customer led to. */
public sealed interface ChangeOutcome extends Outcome {
  /** It is agreed, from the next cycle on. */
  record Changed(Standing standing) implements ChangeOutcome {}

  /** It was so already. */
  record Unchanged() implements ChangeOutcome {}
}

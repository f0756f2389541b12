package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;

/** What changing the plan or the zone of a wallet led to. */
public sealed interface ChangeOutcome extends Outcome {
  /**
   * It is changed.
   *
   * @param granted what a plan change gave for the rest of the cycle
   */
  record Changed(Credits granted, Standing standing) implements ChangeOutcome {}

  /** It was so already. */
  record Unchanged() implements ChangeOutcome {}
}

package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;

/** What voiding a grant led to. */
public sealed interface VoidOutcome extends Outcome {
  /**
   * What was left of the grant is taken back.
   *
   * @param was the grant before
   * @param is the grant afterwards; what holds have set aside may still be there
   * @param credits what was taken
   * @param number of the command
   */
  record Voided(Grant was, Grant is, Credits credits, Standing standing, long number)
      implements VoidOutcome {}

  /** Nothing of the grant is free: all of it is held, spent, lapsed or taken back. */
  record NothingToVoid() implements VoidOutcome {}
}

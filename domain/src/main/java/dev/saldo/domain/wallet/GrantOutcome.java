package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;

/** What issuing a grant led to. */
public sealed interface GrantOutcome extends Outcome {

  /**
   * The credits came in.
   *
   * @param grant as it is after debt was repaid from it
   * @param repaid how much debt the command repaid
   */
  record Granted(Grant grant, Credits repaid, Standing standing) implements GrantOutcome {}

  /** The grant would lapse before it could be used. */
  record ExpiresTooEarly() implements GrantOutcome {}

  /** The wallet would have been issued more than 10<sup>12</sup> credits in all. */
  record BalanceTooLarge() implements GrantOutcome, AdjustOutcome {}
}

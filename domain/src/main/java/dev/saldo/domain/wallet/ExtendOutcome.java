package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import java.time.Instant;
import java.util.List;

/** What extending a hold led to. */
public sealed interface ExtendOutcome extends Outcome
    permits ExtendOutcome.Extended,
        ExtendOutcome.NotExtended,
        ExtendOutcome.LivesTooLong,
        ReleaseOutcome.AlreadyExpired,
        SettleOutcome.AlreadySettled,
        SettleOutcome.AlreadyReleased,
        SettleOutcome.HoldUnknown {

  /**
   * More is set aside, or for longer.
   *
   * @param added what came to it now
   * @param uncovered what no grant covers, in all
   * @param lines what is set aside of which grant, in all
   */
  record Extended(
      HoldId id,
      Instant at,
      Credits added,
      Credits uncovered,
      List<Hold.Line> lines,
      Instant expiresAt,
      Standing standing)
      implements ExtendOutcome {
    public Extended {
      lines = List.copyOf(lines);
    }

    /** What is set aside in all, as of a hold. */
    public Credits credits() {
      return Hold.sum(lines).plusOrMax(uncovered);
    }
  }

  /** No more credits may be set aside; the hold is as it was. */
  record NotExtended(AuthorizeOutcome.Refusal reason, Standing standing) implements ExtendOutcome {}

  /**
   * It would live longer than a hold may, or than its run; it is as it was.
   *
   * @param latest the latest expiry it can have
   */
  record LivesTooLong(Instant latest) implements ExtendOutcome {}
}

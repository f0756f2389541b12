package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import java.time.Instant;

/** What releasing a hold led to. */
public sealed interface ReleaseOutcome extends Outcome
    permits ReleaseOutcome.Released,
        ReleaseOutcome.AlreadyExpired,
        SettleOutcome.AlreadySettled,
        SettleOutcome.ChildrenOpen,
        SettleOutcome.HoldUnknown {

  /** The credits went back, of a child to its run, except those of grants that had lapsed. */
  record Released(HoldId id, Instant at, Credits returned, Standing standing)
      implements ReleaseOutcome {}

  /** Its time had run out, so it had ended already. */
  record AlreadyExpired() implements ReleaseOutcome, ExtendOutcome {}
}

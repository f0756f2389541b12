package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import java.time.Instant;
import java.util.Optional;

/** The grant that a plan gives for a cycle. */
final class Allowance {
  private Allowance() {}

  /**
   * Grants the amount until the end of the current cycle; nothing for an amount of nothing. A
   * wallet near the most it can be issued gets what still fits, since time cannot be refused.
   */
  static Optional<Grant> grant(Draft draft, Credits wanted) {
    Credits amount = wanted.min(draft.issuable());
    if (amount.isZero()) {
      return Optional.empty();
    }
    Instant at = draft.at();
    Grant grant =
        new Grant(
            new GrantId(draft.wallet().id(), draft.number()),
            GrantSource.PLAN,
            amount,
            Grant.DEFAULT_PRIORITY,
            at,
            at,
            Optional.of(draft.wallet().cycle().end()),
            Scope.ALL,
            Optional.empty(),
            Optional.empty(),
            false,
            Grant.Buckets.EMPTY);
    draft.issue(grant);
    draft.edit(edit -> edit.cycleGranted(draft.wallet().cycleGranted().plus(amount)));
    return Optional.of(draft.grant(grant.id().number()));
  }
}

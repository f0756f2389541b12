package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import dev.saldo.domain.plan.Rollover;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** What a plan gives for a cycle, and what of it is carried into the next one. */
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
    Grant grant = issue(draft, GrantSource.PLAN, amount, draft.wallet().cycle().end());
    draft.edit(edit -> edit.cycleGranted(draft.wallet().cycleGranted().plus(amount)));
    return Optional.of(grant);
  }

  /**
   * Moves what is available of this cycle's plan credits, up to the cap of the plan, to a grant of
   * its own. It is asked when the cycle ends, before those credits lapse. What holds have set aside
   * stays with them, and what was rolled over before is not the plan's any more.
   */
  static Optional<Grant> rollOver(Draft draft) {
    Wallet wallet = draft.wallet();
    Rollover rollover = wallet.terms().rollover().orElseThrow();
    List<Grant> left =
        draft.grants().stream()
            .filter(grant -> grant.source() == GrantSource.PLAN && !grant.available().isZero())
            .sorted(Grant.BURN_ORDER)
            .toList();
    Credits most = rollover.cap().min(draft.issuable());
    Credits moved =
        draft.takeAvailable(EntryKind.ROLLOVER, Account.VOIDED, most, left, 0).stream()
            .map(Hold.Line::credits)
            .reduce(Credits.ZERO, Credits::plus);
    if (moved.isZero()) {
      return Optional.empty();
    }
    ZoneId zone = wallet.nextZone().orElse(wallet.zone());
    Instant expiry = rollover.expiry(wallet.nextCycle(), zone, wallet.nextDay());
    return Optional.of(issue(draft, GrantSource.ROLLOVER, moved, expiry));
  }

  private static Grant issue(Draft draft, GrantSource source, Credits amount, Instant expiry) {
    Instant at = draft.at();
    GrantId id = new GrantId(draft.wallet().id(), draft.number());
    draft.issue(
        new Grant(
            id,
            source,
            amount,
            Grant.DEFAULT_PRIORITY,
            at,
            at,
            Optional.of(expiry),
            Scope.ALL,
            Optional.empty(),
            Optional.empty(),
            false,
            Grant.Buckets.EMPTY));
    return draft.grant(id.number());
  }
}

package dev.saldo.domain.wallet;

import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import java.time.Instant;
import java.util.Optional;

/** Takes back a plan change that waits for the end of the cycle. */
public record CancelPlanChange(TenantId tenant, WalletId wallet, Actor actor)
    implements LedgerCommand<CancelOutcome> {

  @Override
  public Optional<CommandKey> key() {
    return Optional.empty();
  }

  @Override
  public Class<CancelOutcome> outcomeType() {
    return CancelOutcome.class;
  }

  @Override
  public Reads reads(Wallet locked, Instant now) {
    return Reads.NOTHING;
  }

  @Override
  public Decision<CancelOutcome> decide(Snapshot before, Instant now) {
    Draft draft = Draft.upToDate(before, now, actor);
    Optional<PlanChange> scheduled = PlanChange.scheduledIn(draft.wallet());
    if (scheduled.isEmpty()) {
      return new Decision.Decided<>(new CancelOutcome.NothingScheduled(), draft.change(), false);
    }
    draft.edit(edit -> edit.nextTerms(Optional.empty()));
    return new Decision.Decided<>(
        new CancelOutcome.Cancelled(scheduled.get(), draft.standing(), draft.number()),
        draft.change(),
        true);
  }
}

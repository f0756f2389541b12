package dev.saldo.domain.wallet;

import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import java.time.Instant;
import java.util.Optional;

/**
 * Freezes a wallet, or ends that. A frozen wallet authorizes no new calls; what was authorized is
 * settled, released and expires as ever, credits come and go, and cycles turn.
 *
 * @param frozen whether it is to be frozen
 */
public record ChangeFreeze(
    TenantId tenant, WalletId wallet, Optional<CommandKey> key, boolean frozen, Actor actor)
    implements LedgerCommand<FreezeOutcome> {

  @Override
  public Class<FreezeOutcome> outcomeType() {
    return FreezeOutcome.class;
  }

  @Override
  public Reads reads(Wallet locked, Instant now) {
    return Reads.NOTHING;
  }

  @Override
  public Decision<FreezeOutcome> decide(Snapshot before, Instant now) {
    Draft draft = Draft.upToDate(before, now, actor);
    if (draft.wallet().frozen() == frozen) {
      return new Decision.Decided<>(
          new FreezeOutcome.Unchanged(frozen, draft.standing()), draft.change(), false);
    }
    draft.edit(edit -> edit.frozen(frozen));
    return new Decision.Decided<>(
        new FreezeOutcome.Changed(frozen, draft.standing(), draft.number()), draft.change(), true);
  }
}

package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Takes back what is left of a grant. What is held stays with its holds, and comes back to the
 * grant where they do not use it; what is spent stays spent. A grant that has not arrived yet
 * arrives and is taken back in the same step, so that nobody can use it and it repays no debt.
 *
 * @param reason for people; every entry carries it
 */
public record VoidGrant(
    TenantId tenant, GrantId grant, Optional<CommandKey> key, Actor actor, String reason)
    implements LedgerCommand<VoidOutcome> {

  @Override
  public WalletId wallet() {
    return grant.wallet();
  }

  @Override
  public Class<VoidOutcome> outcomeType() {
    return VoidOutcome.class;
  }

  @Override
  public Reads reads(Wallet locked, Instant now) {
    return Reads.NOTHING;
  }

  @Override
  public Decision<VoidOutcome> decide(Snapshot before, Instant now) {
    Draft draft = Draft.upToDate(before, now, actor);
    return draft
        .liveGrant(grant.number())
        .filter(found -> found.scheduled() || !found.available().isZero())
        .map(found -> take(draft, found))
        .orElseGet(
            () -> new Decision.Decided<>(new VoidOutcome.NothingToVoid(), draft.change(), false));
  }

  private Decision<VoidOutcome> take(Draft draft, Grant was) {
    draft.begin(draft.at(), actor, Optional.of(reason));
    if (was.scheduled()) {
      draft.arrive(was);
    }
    Credits left = draft.grant(grant.number()).available();
    draft.post(
        EntryKind.VOID,
        Account.AVAILABLE,
        Account.VOIDED,
        left,
        OptionalLong.of(grant.number()),
        0);
    return new Decision.Decided<>(
        new VoidOutcome.Voided(
            was, draft.grant(grant.number()), left, draft.standing(), draft.number()),
        draft.change(),
        true);
  }
}

package dev.saldo.domain.wallet;

import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** Gives a customer another zone, from the next cycle on; windows open now run to their old end. */
public record ChangeZone(TenantId tenant, WalletId wallet, ZoneId zone, Actor actor)
    implements LedgerCommand<ChangeOutcome> {

  @Override
  public Optional<CommandKey> key() {
    return Optional.empty();
  }

  @Override
  public Class<ChangeOutcome> outcomeType() {
    return ChangeOutcome.class;
  }

  @Override
  public Reads reads(Wallet locked, Instant now) {
    return Reads.NOTHING;
  }

  @Override
  public Decision<ChangeOutcome> decide(Snapshot before, Instant now) {
    Draft draft = Draft.upToDate(before, now, actor);
    Wallet wallet = draft.wallet();
    if (wallet.nextZone().orElse(wallet.zone()).equals(zone)) {
      return new Decision.Decided<>(new ChangeOutcome.Unchanged(), draft.change(), false);
    }
    Optional<ZoneId> next = wallet.zone().equals(zone) ? Optional.empty() : Optional.of(zone);
    draft.edit(edit -> edit.nextZone(next));
    return new Decision.Decided<>(
        new ChangeOutcome.Changed(draft.standing()), draft.change(), true);
  }
}

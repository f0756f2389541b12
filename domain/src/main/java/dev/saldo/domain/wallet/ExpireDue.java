package dev.saldo.domain.wallet;

import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import java.time.Instant;
import java.util.Optional;

/** Posts what is overdue in a wallet that nobody calls. Repeating it changes nothing. */
public record ExpireDue(TenantId tenant, WalletId wallet) implements LedgerCommand<ExpireOutcome> {

  @Override
  public Optional<CommandKey> key() {
    return Optional.empty();
  }

  @Override
  public Class<ExpireOutcome> outcomeType() {
    return ExpireOutcome.class;
  }

  @Override
  public Reads reads(Wallet locked, Instant now) {
    return Reads.NOTHING;
  }

  @Override
  public Decision<ExpireOutcome> decide(Snapshot before, Instant now) {
    Draft draft = Draft.upToDate(before, now, Actor.SYSTEM);
    Change change = draft.change();
    return new Decision.Decided<>(
        new ExpireOutcome.UpToDate(draft.entryCount()), change, draft.entryCount() > 0);
  }
}

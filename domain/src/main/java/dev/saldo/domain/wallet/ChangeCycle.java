package dev.saldo.domain.wallet;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.domain.Credits;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.plan.Cycle;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Agrees with a customer on the day of its cycles and on an allowance of its own, both from the
 * next cycle on. The cycle that runs keeps its bounds and what it was given.
 *
 * @param anchor the day of the month, 1 to 31; empty to leave it
 */
public record ChangeCycle(
    TenantId tenant, WalletId wallet, OptionalInt anchor, AllowanceChange allowance, Actor actor)
    implements LedgerCommand<ChangeOutcome> {
  public ChangeCycle {
    require(
        anchor.isEmpty() || (anchor.getAsInt() >= 1 && anchor.getAsInt() <= Cycle.DAY_MAX),
        "must be 1 to 31");
  }

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
    int day = anchor.orElse(wallet.anchor());
    Optional<Credits> own = allowance.after(wallet.ownAllowance());
    if (wallet.anchor() == day && wallet.ownAllowance().equals(own)) {
      return new Decision.Decided<>(new ChangeOutcome.Unchanged(), draft.change(), false);
    }
    draft.edit(edit -> edit.anchor(day).ownAllowance(own));
    return new Decision.Decided<>(
        new ChangeOutcome.Changed(draft.standing()), draft.change(), true);
  }
}

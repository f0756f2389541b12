package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import dev.saldo.domain.Key;
import dev.saldo.domain.Sha256;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.plan.Cycle;
import dev.saldo.domain.plan.PlanTerms;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/**
 * Opens the wallet of a customer and gives the first allowance: the whole of it, for the rest of
 * the calendar month. Opening again changes nothing.
 */
public record OpenWallet(
    TenantId tenant, WalletId wallet, Key customer, PlanTerms terms, ZoneId zone, Actor actor)
    implements LedgerCommand<OpenOutcome> {

  @Override
  public Optional<CommandKey> key() {
    return Optional.empty();
  }

  @Override
  public Class<OpenOutcome> outcomeType() {
    return OpenOutcome.class;
  }

  @Override
  public Reads reads(Wallet locked, Instant now) {
    return Reads.NOTHING;
  }

  @Override
  public Decision<OpenOutcome> decide(Snapshot before, Instant now) {
    if (before.wallet().isPresent()) {
      Draft draft = Draft.upToDate(before, now, actor);
      return new Decision.Decided<>(new OpenOutcome.AlreadyOpen(), draft.change(), false);
    }
    Draft draft = Draft.opening(before, empty(now), now, actor);
    Allowance.grant(draft, terms.allowance());
    return new Decision.Decided<>(new OpenOutcome.Opened(draft.standing()), draft.change(), true);
  }

  private Wallet empty(Instant now) {
    Cycle cycle = Cycle.containing(now, zone);
    return new Wallet(
        wallet,
        tenant,
        customer,
        false,
        false,
        terms,
        zone,
        Optional.empty(),
        cycle,
        Set.of(terms.plan()),
        Credits.ZERO,
        Balances.EMPTY,
        cycle.end(),
        0,
        Sha256.ZERO,
        0,
        now);
  }
}

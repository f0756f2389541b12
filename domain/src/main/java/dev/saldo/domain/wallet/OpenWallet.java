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
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Opens the wallet of a customer and gives the first allowance: the whole of it, for the rest of
 * the cycle. Opening again changes nothing.
 *
 * @param anchor the day of the month on which cycles begin when the plan leaves it to the customer;
 *     empty for the day of the opening
 * @param ownAllowance what the customer is given each cycle; empty for the plan's allowance
 */
public record OpenWallet(
    TenantId tenant,
    WalletId wallet,
    Key customer,
    PlanTerms terms,
    ZoneId zone,
    OptionalInt anchor,
    Optional<Credits> ownAllowance,
    Actor actor)
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
    Allowance.grant(draft, draft.wallet().allowanceOn(terms));
    return new Decision.Decided<>(new OpenOutcome.Opened(draft.standing()), draft.change(), true);
  }

  private Wallet empty(Instant now) {
    int day = anchor.orElseGet(() -> now.atZone(zone).getDayOfMonth());
    Cycle cycle = Cycle.containing(now, zone, terms.cycle().day(day));
    return new Wallet(
        wallet,
        tenant,
        customer,
        false,
        false,
        terms,
        Optional.empty(),
        ownAllowance,
        zone,
        Optional.empty(),
        List.of(),
        List.of(),
        day,
        cycle,
        ownAllowance,
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

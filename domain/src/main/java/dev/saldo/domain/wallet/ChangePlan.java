package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.plan.Cycle;
import dev.saldo.domain.plan.PlanTerms;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Moves a customer to another plan now. The cycle keeps its bounds. A larger allowance gives the
 * difference for the time that is left, once per cycle and target plan; a smaller one takes nothing
 * back.
 */
public record ChangePlan(
    TenantId tenant, WalletId wallet, Optional<CommandKey> key, PlanTerms terms, Actor actor)
    implements LedgerCommand<ChangeOutcome> {

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
    if (wallet.terms().equals(terms)) {
      return new Decision.Decided<>(new ChangeOutcome.Unchanged(), draft.change(), false);
    }
    Credits due = Credits.ZERO;
    Set<String> plans = new HashSet<>(wallet.cyclePlans());
    if (plans.add(terms.plan())) {
      due = proration(wallet.terms().allowance(), terms.allowance(), wallet.cycle(), now);
    }
    draft.edit(edit -> edit.terms(terms).cyclePlans(plans));
    Credits granted = Allowance.grant(draft, due).map(Grant::amount).orElse(Credits.ZERO);
    draft.repayDebt();
    return new Decision.Decided<>(
        new ChangeOutcome.Changed(granted, draft.standing()), draft.change(), true);
  }

  /** (to - from) x seconds left / seconds of the cycle, rounded down to a micro-credit. */
  static Credits proration(Credits from, Credits to, Cycle cycle, Instant now) {
    BigInteger difference = BigInteger.valueOf(to.minusOrZero(from).micros());
    BigInteger left = BigInteger.valueOf(Duration.between(now, cycle.end()).toSeconds());
    BigInteger whole = BigInteger.valueOf(Duration.between(cycle.start(), cycle.end()).toSeconds());
    return new Credits(difference.multiply(left).divide(whole).longValueExact());
  }
}

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
import java.util.OptionalLong;
import java.util.Set;

/**
 * Moves a customer to another plan, or to another version of its plan.
 *
 * <p>Now: the cycle keeps its bounds. A larger allowance gives the difference for the time that is
 * left, once per cycle and target, and never for coming back; a smaller one takes nothing back. At
 * the end of the cycle: the wallet keeps the terms, and the renewal takes them. One change can
 * wait; another one, also one that takes effect now, takes its place.
 *
 * @param time empty for the end of the cycle when the customer is given less, and else for now
 */
public record ChangePlan(
    TenantId tenant,
    WalletId wallet,
    Optional<CommandKey> key,
    PlanTerms terms,
    Optional<ChangeTime> time,
    Actor actor)
    implements LedgerCommand<PlanChangeOutcome> {

  @Override
  public Class<PlanChangeOutcome> outcomeType() {
    return PlanChangeOutcome.class;
  }

  @Override
  public Reads reads(Wallet locked, Instant now) {
    return Reads.NOTHING;
  }

  @Override
  public Decision<PlanChangeOutcome> decide(Snapshot before, Instant now) {
    Draft draft = Draft.upToDate(before, now, actor);
    PlanTerms current = draft.wallet().terms();
    if (current.equals(terms)) {
      return new Decision.Decided<>(new PlanChangeOutcome.AlreadyOnPlan(), draft.change(), false);
    }
    ChangeTime wanted =
        time.orElse(terms.givesLessThan(current) ? ChangeTime.END_OF_CYCLE : ChangeTime.NOW);
    return switch (wanted) {
      case NOW -> changeNow(draft);
      case END_OF_CYCLE -> schedule(draft);
    };
  }

  private Decision<PlanChangeOutcome> changeNow(Draft draft) {
    Wallet wallet = draft.wallet();
    Set<String> plans = new HashSet<>(wallet.cyclePlans());
    plans.add(versioned(wallet.terms()));
    Credits due = Credits.ZERO;
    if (plans.add(target(wallet.terms()))) {
      Credits from = wallet.cycleAllowanceOn(wallet.terms());
      due = proration(from, wallet.cycleAllowanceOn(terms), wallet.cycle(), draft.at());
    }
    draft.edit(
        edit ->
            edit.earlier(wallet.earlierFrom(draft.at()))
                .terms(terms)
                .nextTerms(Optional.empty())
                .cyclePlans(plans));
    Credits granted = Allowance.grant(draft, due).map(Grant::amount).orElse(Credits.ZERO);
    draft.repayDebt();
    PlanChange change =
        new PlanChange(
                wallet.terms().named(),
                terms.named(),
                ChangeTime.NOW,
                draft.at(),
                granted,
                Optional.empty())
            .replacing(wallet.nextTerms());
    return new Decision.Decided<>(
        new PlanChangeOutcome.Changed(change, draft.standing(), OptionalLong.of(draft.number())),
        draft.change(),
        true);
  }

  private Decision<PlanChangeOutcome> schedule(Draft draft) {
    Optional<PlanTerms> replaced = draft.wallet().nextTerms();
    draft.edit(edit -> edit.nextTerms(Optional.of(terms)));
    PlanChange change = PlanChange.scheduledIn(draft.wallet()).orElseThrow().replacing(replaced);
    return new Decision.Decided<>(
        new PlanChangeOutcome.Scheduled(change, draft.standing(), OptionalLong.of(draft.number())),
        draft.change(),
        true);
  }

  /** By what the cycle remembers the target: a newer version of the same plan by its number too. */
  private String target(PlanTerms from) {
    return from.plan().equals(terms.plan()) ? versioned(terms) : terms.plan();
  }

  private static String versioned(PlanTerms plan) {
    return plan.plan() + "@" + plan.version();
  }

  /** (to - from) x seconds left / seconds of the cycle, rounded down to a micro-credit. */
  static Credits proration(Credits from, Credits to, Cycle cycle, Instant now) {
    BigInteger difference = BigInteger.valueOf(to.minusOrZero(from).micros());
    BigInteger left = BigInteger.valueOf(Duration.between(now, cycle.end()).toSeconds());
    BigInteger whole = BigInteger.valueOf(Duration.between(cycle.start(), cycle.end()).toSeconds());
    return new Credits(difference.multiply(left).divide(whole).longValueExact());
  }
}

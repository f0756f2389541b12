package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.OverrunPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Takes credits that no hold sets aside: what is available pays first, and the overrun policy says
 * whether the rest is owed or let go. Where the rules are only observed, whatever the policy says,
 * nothing is owed.
 */
final class DirectCharge {
  private final Draft draft;
  private final Policy policy;
  private final Use use;
  private final List<Hold.Line> lines = new ArrayList<>();
  private Credits debt = Credits.ZERO;
  private Credits notCharged = Credits.ZERO;

  DirectCharge(Draft draft, Policy policy, Use use) {
    this.draft = draft;
    this.policy = policy;
    this.use = use;
  }

  /** By what rules it is charged. */
  record Policy(OverrunPolicy overrun, Enforcement enforcement) {
    boolean observes() {
      return enforcement == Enforcement.OBSERVE;
    }

    /** Whether a charge may be more than its hold. */
    boolean goesBeyondHolds() {
      return observes()
          || switch (overrun) {
            case CHARGE, DEBT_UP_TO -> true;
            case CAP_AT_HOLD, REJECT -> false;
          };
    }

    /** Whether more than a hold may be owed. */
    boolean makesDebt() {
      return !observes() && goesBeyondHolds();
    }
  }

  /**
   * What is charged.
   *
   * @param hold its number; 0 when there is none
   * @param run pays before the wallet does
   */
  record Use(String feature, ModelId model, long hold, Optional<RunFunds> run) {}

  /** Takes all of it. */
  void take(Credits due) {
    beyond(takeAvailable(due));
  }

  /** Takes what is available, and says how much was missing. */
  Credits takeAvailable(Credits wanted) {
    if (wanted.isZero()) {
      return wanted;
    }
    Credits left = wanted.minus(takeOfRun(wanted));
    List<Hold.Line> taken =
        draft.takeAvailable(
            EntryKind.CHARGE,
            Account.SPENT,
            left,
            draft.usableFor(use.feature(), use.model()),
            use.hold());
    lines.addAll(taken);
    return left.minus(Hold.sum(taken));
  }

  /**
   * Owes what available credits do not pay, as far as the policy goes, and lets the rest go. The
   * run's reserved debt comes before any other.
   */
  void beyond(Credits rest) {
    Credits left = rest.minus(policy.makesDebt() ? oweOfRun(rest) : Credits.ZERO);
    Credits owed = left.min(mayOwe(left));
    owe(owed);
    letGo(left.minus(owed));
  }

  /** Owes what debt was reserved for, as far as there is room now. */
  void oweWithinRoom(Credits reserved) {
    owe(reserved.minus(oweOfRun(reserved)).min(draft.wallet().room()));
  }

  /** Does not charge a part. */
  void letGo(Credits part) {
    notCharged = notCharged.plus(part);
  }

  /** Owes what a child's run has reserved debt for; says how much. */
  private Credits oweOfRun(Credits wanted) {
    Credits shared = use.run().map(RunFunds::uncovered).orElse(Credits.ZERO).min(wanted);
    if (!shared.isZero()) {
      use.run().orElseThrow().takeUncovered(shared);
      owe(shared);
      draft.freeReservedDebt(shared);
    }
    return shared;
  }

  void owe(Credits amount) {
    draft.post(
        EntryKind.CHARGE, Account.DEBT, Account.SPENT, amount, OptionalLong.empty(), use.hold());
    debt = debt.plus(amount);
  }

  /** Takes of what the hold pinned. */
  void spend(Hold.Line held) {
    draft.post(
        EntryKind.CHARGE,
        Account.HELD,
        Account.SPENT,
        held.credits(),
        OptionalLong.of(held.grant()),
        use.hold());
    if (!held.credits().isZero()) {
      lines.add(held);
    }
  }

  private Credits mayOwe(Credits rest) {
    if (policy.observes()) {
      return Credits.ZERO;
    }
    return switch (policy.overrun()) {
      case CHARGE -> rest;
      case DEBT_UP_TO -> draft.wallet().room();
      case CAP_AT_HOLD, REJECT -> Credits.ZERO;
    };
  }

  /** A child takes from its run before it takes from the wallet. */
  private Credits takeOfRun(Credits wanted) {
    List<Hold.Line> taken =
        use.run()
            .map(funds -> funds.take(wanted, use.feature(), use.model(), use.hold()))
            .orElse(List.of());
    taken.forEach(this::spend);
    return Hold.sum(taken);
  }

  Credits charged() {
    return Hold.sum(lines).plus(debt);
  }

  /** One line per grant, in the order in which they were used. */
  List<Hold.Line> lines() {
    return Hold.merged(lines, List.of());
  }

  Credits debt() {
    return debt;
  }

  /** Whether something was let go because the rules are only observed. */
  boolean isObserved() {
    return policy.observes() && !notCharged.isZero();
  }

  Credits notCharged() {
    return notCharged;
  }
}

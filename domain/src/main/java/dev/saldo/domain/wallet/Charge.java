package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.OverrunPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Takes what a settled call costs: first from what its hold pinned, then from the part no grant
 * covered, and beyond the hold by its overrun policy. What the hold does not need goes back in the
 * same step. Where the rules are only observed, whatever the policy says, nothing is owed. A late
 * charge has no hold left and begins with what is available.
 */
final class Charge {
  private final Draft draft;
  private final Hold hold;
  private final ModelId model;
  private final boolean late;
  private final boolean observed;
  private final List<Hold.Line> lines = new ArrayList<>();
  private Credits debt = Credits.ZERO;
  private Credits returned = Credits.ZERO;
  private Credits notCharged = Credits.ZERO;

  Charge(Draft draft, Hold hold, ModelId model) {
    this.draft = draft;
    this.hold = hold;
    this.model = model;
    this.late = hold.state() == Hold.State.EXPIRED;
    this.observed = hold.frozenTerms().enforcement() == Enforcement.OBSERVE;
  }

  /** Whether the policy refuses a charge of this size. */
  boolean isRejected(Credits due) {
    return !late
        && !observed
        && hold.frozenTerms().overrun() == OverrunPolicy.REJECT
        && due.exceeds(hold.credits());
  }

  void take(Credits due) {
    if (late) {
      beyond(takeAvailable(due));
      return;
    }
    Credits left = due;
    for (Hold.Line line : hold.lines()) {
      Credits used = line.credits().min(left);
      draft.post(
          EntryKind.CHARGE,
          Account.HELD,
          Account.SPENT,
          used,
          OptionalLong.of(line.grant()),
          hold.number());
      if (!used.isZero()) {
        lines.add(new Hold.Line(line.grant(), line.source(), used));
      }
      returned = returned.plus(draft.giveBack(hold, line, line.credits().minus(used)));
      left = left.minus(used);
    }
    Credits uncovered = hold.uncovered().min(left);
    owe(uncovered);
    draft.freeReservedDebt(uncovered);
    draft.giveBackUncovered(hold, hold.uncovered().minus(uncovered));
    overrun(left.minus(uncovered));
  }

  /**
   * Takes what a settled call turned out to cost beyond its charge, as an overrun. What the hold
   * would have covered is no overrun, but its credits are back in their grants, and its reserved
   * debt in the debt limit.
   *
   * @param owedBefore what it has been charged as debt
   */
  void takeMore(Credits more, Credits withinHold, Credits owedBefore) {
    if (late || mayTakeMore()) {
      beyond(takeAvailable(more));
      return;
    }
    Credits rest = takeAvailable(withinHold);
    Credits reserved = rest.min(hold.uncovered().minusOrZero(owedBefore));
    owe(reserved.minus(oweOfRun(reserved)).min(draft.wallet().room()));
    notCharged = more.minus(charged());
  }

  private void overrun(Credits excess) {
    beyond(mayTakeMore() ? takeAvailable(excess) : excess);
  }

  /**
   * What neither hold nor available credits pay: the run's reserved debt comes before any other.
   */
  private void beyond(Credits rest) {
    Credits left = rest.minus(makesDebt() ? oweOfRun(rest) : Credits.ZERO);
    Credits owed = left.min(mayOwe(left));
    owe(owed);
    notCharged = notCharged.plus(left.minus(owed));
  }

  private boolean mayTakeMore() {
    return observed
        || switch (hold.frozenTerms().overrun()) {
          case CHARGE, DEBT_UP_TO -> true;
          case CAP_AT_HOLD, REJECT -> false;
        };
  }

  private boolean makesDebt() {
    return !observed && mayTakeMore();
  }

  private Credits mayOwe(Credits rest) {
    if (observed) {
      return Credits.ZERO;
    }
    return switch (hold.frozenTerms().overrun()) {
      case CHARGE -> rest;
      case DEBT_UP_TO -> draft.wallet().room();
      case CAP_AT_HOLD, REJECT -> Credits.ZERO;
    };
  }

  /** Owes what a child's run has reserved debt for; says how much. */
  private Credits oweOfRun(Credits wanted) {
    if (hold.parent().isEmpty()) {
      return Credits.ZERO;
    }
    RunFunds run = RunFunds.of(draft, hold);
    Credits shared = wanted.min(run.uncovered());
    if (!shared.isZero()) {
      run.takeUncovered(shared);
      owe(shared);
      draft.freeReservedDebt(shared);
    }
    return shared;
  }

  /** A child takes from its run before it takes from the wallet. */
  private Credits takeAvailable(Credits wanted) {
    Credits left = wanted.minus(takeOfRun(wanted));
    List<Hold.Line> taken =
        draft.takeAvailable(
            EntryKind.CHARGE,
            Account.SPENT,
            left,
            draft.usableFor(hold.call().feature(), model),
            hold.number());
    lines.addAll(taken);
    return left.minus(Hold.sum(taken));
  }

  private Credits takeOfRun(Credits wanted) {
    if (hold.parent().isEmpty()) {
      return Credits.ZERO;
    }
    List<Hold.Line> taken =
        RunFunds.of(draft, hold).take(wanted, hold.call().feature(), model, hold.number());
    for (Hold.Line line : taken) {
      draft.post(
          EntryKind.CHARGE,
          Account.HELD,
          Account.SPENT,
          line.credits(),
          OptionalLong.of(line.grant()),
          hold.number());
    }
    lines.addAll(taken);
    return Hold.sum(taken);
  }

  private void owe(Credits amount) {
    draft.post(
        EntryKind.CHARGE, Account.DEBT, Account.SPENT, amount, OptionalLong.empty(), hold.number());
    debt = debt.plus(amount);
  }

  Credits charged() {
    return lines().stream().map(Hold.Line::credits).reduce(debt, Credits::plus);
  }

  /** One line per grant, in the order in which they were used. */
  List<Hold.Line> lines() {
    return Hold.merged(lines, List.of());
  }

  Credits debt() {
    return debt;
  }

  Credits returned() {
    return returned;
  }

  /** Whether something was let go because the rules are only observed. */
  boolean isObserved() {
    return observed && !notCharged.isZero();
  }

  Credits notCharged() {
    return notCharged;
  }
}

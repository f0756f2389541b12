package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.plan.OverrunPolicy;
import java.util.List;

/**
 * Takes what a settled call costs: first from what its hold pinned, then from the part no grant
 * covered, and beyond the hold by its overrun policy. What the hold does not need goes back in the
 * same step. A late charge has no hold left and begins with what is available.
 */
final class Charge {
  private final Draft draft;
  private final Hold hold;
  private final boolean late;
  private final DirectCharge.Policy policy;
  private final DirectCharge direct;
  private Credits returned = Credits.ZERO;

  Charge(Draft draft, Hold hold, ModelId model) {
    this.draft = draft;
    this.hold = hold;
    this.late = hold.state() == Hold.State.EXPIRED;
    this.policy =
        new DirectCharge.Policy(hold.frozenTerms().overrun(), hold.frozenTerms().enforcement());
    this.direct =
        new DirectCharge(
            draft,
            policy,
            new DirectCharge.Use(
                hold.call().feature(), model, hold.number(), RunFunds.of(draft, hold.parent())));
  }

  /** Whether the policy refuses a charge of this size. */
  boolean isRejected(Credits due) {
    return !late
        && !policy.observes()
        && policy.overrun() == OverrunPolicy.REJECT
        && due.exceeds(hold.credits());
  }

  void take(Credits due) {
    if (late) {
      direct.take(due);
      return;
    }
    Credits left = due;
    for (Hold.Line line : hold.lines()) {
      Credits used = line.credits().min(left);
      direct.spend(new Hold.Line(line.grant(), line.source(), used));
      returned = returned.plus(draft.giveBack(hold, line, line.credits().minus(used)));
      left = left.minus(used);
    }
    Credits uncovered = hold.uncovered().min(left);
    direct.owe(uncovered);
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
    if (late || policy.goesBeyondHolds()) {
      direct.take(more);
      return;
    }
    Credits rest = direct.takeAvailable(withinHold);
    Credits reserved = rest.min(hold.uncovered().minusOrZero(owedBefore));
    direct.oweWithinRoom(reserved);
    direct.letGo(more.minus(charged()));
  }

  private void overrun(Credits excess) {
    direct.beyond(policy.goesBeyondHolds() ? direct.takeAvailable(excess) : excess);
  }

  Credits charged() {
    return direct.charged();
  }

  /** One line per grant, in the order in which they were used. */
  List<Hold.Line> lines() {
    return direct.lines();
  }

  Credits debt() {
    return direct.debt();
  }

  Credits returned() {
    return returned;
  }

  /** Whether something was let go because the rules are only observed. */
  boolean isObserved() {
    return direct.isObserved();
  }

  Credits notCharged() {
    return direct.notCharged();
  }
}

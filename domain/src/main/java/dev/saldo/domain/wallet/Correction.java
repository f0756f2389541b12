package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.OverrunPolicy;
import dev.saldo.domain.wallet.SettleOutcome.Estimated;
import dev.saldo.domain.wallet.SettleOutcome.Settled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Moves credits so that a call is charged what it costs and not what was assumed. What was too much
 * goes back in the order opposite to that in which it was taken: off the debt that it became, as
 * far as that is still owed, then to the grants, the last to pay first. What is left then is debt
 * that has been repaid since; nobody knows who paid, so a new grant gives it back, as far as the
 * wallet can be issued more.
 */
final class Correction {
  private final Draft draft;
  private final Hold hold;
  private final Settled settled;
  private final Rated rated;
  private final Credits dueBefore;
  private final Charge charge;
  private List<Hold.Line> lines;
  private Credits debt;
  private Credits notCharged;
  private Credits returned = Credits.ZERO;
  private Credits expired = Credits.ZERO;
  private Optional<AmendOutcome.Given> granted = Optional.empty();

  Correction(Draft draft, Hold hold, Settled settled, Rated rated) {
    this.draft = draft;
    this.hold = hold;
    this.settled = settled;
    this.rated = rated;
    boolean unlimited = hold.frozenTerms().enforcement() == Enforcement.UNLIMITED;
    this.dueBefore = unlimited ? Credits.ZERO : settled.rated();
    this.charge = new Charge(draft, hold, rated.model());
    this.lines = settled.lines();
    this.debt = settled.debt();
    this.notCharged = settled.notCharged();
  }

  /** What the first settlement took of limits. */
  Demand demandBefore() {
    Estimated assumed = settled.estimated().orElseThrow();
    return new Demand(assumed.usage().calls(), assumed.usage().totalTokens(), dueBefore);
  }

  /** Whether the policy refuses to charge more than the hold, and it would be more than before. */
  boolean isRejected() {
    return hold.frozenTerms().overrun() == OverrunPolicy.REJECT
        && rated.due().exceeds(dueBefore)
        && charge.isRejected(rated.due());
  }

  void make() {
    Credits due = rated.due();
    if (due.exceeds(dueBefore)) {
      takeMore(due.minus(dueBefore));
    } else if (due.exceeds(settled.charged())) {
      notCharged = due.minus(settled.charged());
    } else {
      notCharged = Credits.ZERO;
      giveBack(settled.charged().minus(due));
    }
  }

  private void takeMore(Credits more) {
    Credits withinHold = more.min(hold.credits().minusOrZero(dueBefore));
    charge.takeMore(more, withinHold, settled.debt());
    lines = Hold.merged(lines, charge.lines());
    debt = debt.plus(charge.debt());
    notCharged = notCharged.plus(charge.notCharged());
  }

  private void giveBack(Credits excess) {
    Credits left = excess.minus(cancelDebt(excess));
    List<Hold.Line> kept = new ArrayList<>();
    for (Hold.Line line : lines.reversed()) {
      Credits part = line.credits().min(left);
      giveBack(line, part);
      left = left.minus(part);
      if (line.credits().exceeds(part)) {
        kept.addFirst(new Hold.Line(line.grant(), line.source(), line.credits().minus(part)));
      }
    }
    lines = kept;
    grant(left.min(draft.issuable()));
  }

  /** Takes off the debt that the charge became, and that is still owed; says how much. */
  private Credits cancelDebt(Credits excess) {
    Credits owed = excess.min(settled.debt()).min(draft.wallet().balances().debt());
    post(Account.DEBT, owed, OptionalLong.empty());
    debt = debt.minus(owed);
    returned = returned.plus(owed);
    return owed;
  }

  private void giveBack(Hold.Line line, Credits part) {
    boolean lapsed = draft.grant(line.grant()).isExpiredAt(draft.at());
    Account to = lapsed ? Account.EXPIRED : Account.AVAILABLE;
    post(to, part, OptionalLong.of(line.grant()));
    if (lapsed) {
      expired = expired.plus(part);
    } else {
      returned = returned.plus(part);
    }
  }

  private void grant(Credits repaid) {
    if (!repaid.isZero()) {
      draft.issue(Grant.adjustment(draft, repaid));
      granted = Optional.of(new AmendOutcome.Given(draft.number(), repaid));
    }
  }

  private void post(Account to, Credits part, OptionalLong grant) {
    draft.post(EntryKind.AMENDMENT, Account.SPENT, to, part, grant, hold.number());
  }

  Credits charged() {
    return Hold.sum(lines).plus(debt);
  }

  List<Hold.Line> lines() {
    return lines;
  }

  Credits debt() {
    return debt;
  }

  Credits returned() {
    return returned;
  }

  Credits expired() {
    return expired;
  }

  Optional<AmendOutcome.Given> granted() {
    return granted;
  }

  Credits notCharged() {
    return notCharged;
  }

  /** Whether something was let go because the rules are only observed. */
  boolean isObserved() {
    return hold.frozenTerms().enforcement() == Enforcement.OBSERVE && !notCharged.isZero();
  }
}

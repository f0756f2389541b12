package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.plan.Enforcement;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a call can set aside: first of the free part of its run, if it belongs to one, then of its
 * wallet's grants, then of the room that the debt limit leaves. Where the rules are only observed
 * nothing is owed, so no debt is reserved either, neither the run's nor any other.
 */
final class Funds {
  private final Draft draft;
  private final Call call;
  private final ModelId model;
  private final List<Grant> grants;
  private final Optional<RunFunds> run;
  private final List<Hold.Line> runLines;
  private final boolean observed;

  /**
   * What was set aside.
   *
   * @param lines in burn order
   * @param uncovered the part that no grant covers
   */
  record Aside(List<Hold.Line> lines, Credits uncovered) {
    /** Both together. */
    Credits credits() {
      return Hold.sum(lines).plus(uncovered);
    }
  }

  Funds(Draft draft, Call call, ModelId model, OptionalLong parent, Enforcement enforcement) {
    this.draft = draft;
    this.call = call;
    this.model = model;
    this.grants = draft.usableFor(call.feature(), model);
    this.run = RunFunds.of(draft, parent);
    this.runLines = run.map(funds -> funds.usableFor(call.feature(), model)).orElse(List.of());
    this.observed = enforcement == Enforcement.OBSERVE;
  }

  /** Credits, without any debt. */
  private Credits covered() {
    Credits covered = ofRun();
    for (Grant grant : grants) {
      covered = covered.plus(grant.available());
    }
    return covered;
  }

  /** Everything, and all that might be owed. */
  Credits usable() {
    return covered().plusOrMax(uncoveredOfRun()).plusOrMax(draft.wallet().room());
  }

  /** How much of an amount the run would give. */
  Credits drawn(Credits wanted) {
    return wanted.min(observed ? ofRun() : ofRun().plusOrMax(uncoveredOfRun()));
  }

  /**
   * Sets aside for a hold; the caller has asked whether there is enough. Where the rules are only
   * observed, as much as credits cover.
   */
  Aside take(Credits asked, long hold) {
    Credits wanted = observed ? asked.min(covered()) : asked;
    List<Hold.Line> lines =
        run.map(funds -> funds.take(wanted, call.feature(), model, hold)).orElse(List.of());
    Credits left = wanted.minus(Hold.sum(lines));
    Credits shared = observed ? Credits.ZERO : left.min(uncoveredOfRun());
    if (!shared.isZero()) {
      run.orElseThrow().takeUncovered(shared);
      left = left.minus(shared);
    }
    List<Hold.Line> more = draft.takeAvailable(EntryKind.HOLD, Account.HELD, left, grants, hold);
    Credits reserved = left.minus(Hold.sum(more));
    draft.reserveDebt(draft.wallet().balances().reservedDebt().plus(reserved));
    return new Aside(
        lines.isEmpty() ? more : draft.inBurnOrder(lines, more), shared.plus(reserved));
  }

  private Credits ofRun() {
    return Hold.sum(runLines);
  }

  private Credits uncoveredOfRun() {
    return run.map(RunFunds::uncovered).orElse(Credits.ZERO);
  }
}

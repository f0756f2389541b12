package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import dev.saldo.domain.ModelId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/**
 * The free part of a run: what its hold still sets aside. Children draw on it and give back to it;
 * credits go from hold to hold by way of their grant, so that every hold stays the sum of its own
 * entries.
 */
final class RunFunds {
  private final Draft draft;
  private final long number;

  private RunFunds(Draft draft, long number) {
    this.draft = draft;
    this.number = number;
  }

  /** The run that a child belongs to. */
  static RunFunds of(Draft draft, Hold child) {
    return new RunFunds(draft, child.parent().orElseThrow());
  }

  /** The run of this number, if there is one to belong to. */
  static Optional<RunFunds> of(Draft draft, OptionalLong run) {
    return run.isPresent() ? Optional.of(new RunFunds(draft, run.getAsLong())) : Optional.empty();
  }

  /** The hold of the run. */
  Hold hold() {
    return draft
        .hold(number)
        .orElseThrow(() -> new IllegalStateException("the run " + number + " should be shown"));
  }

  /** The lines whose grants a call may use; none once the run has ended. */
  List<Hold.Line> usableFor(String feature, ModelId model) {
    return hold().state() != Hold.State.HELD
        ? List.of()
        : hold().lines().stream()
            .filter(line -> draft.grant(line.grant()).scope().allows(feature, model))
            .toList();
  }

  /** Moves up to an amount to a child whose call may use it. */
  List<Hold.Line> take(Credits wanted, String feature, ModelId model, long child) {
    List<Hold.Line> taken = new ArrayList<>();
    Credits left = wanted;
    for (Hold.Line line : usableFor(feature, model)) {
      Credits part = line.credits().min(left);
      if (!part.isZero()) {
        Hold.Line moved = new Hold.Line(line.grant(), line.source(), part);
        take(moved, child);
        taken.add(moved);
        left = left.minus(part);
      }
    }
    return taken;
  }

  private void take(Hold.Line part, long child) {
    pass(part, number, child);
    Hold run = hold();
    List<Hold.Line> left = new ArrayList<>();
    for (Hold.Line line : run.lines()) {
      Credits taken = line.grant() == part.grant() ? part.credits() : Credits.ZERO;
      if (line.credits().exceeds(taken)) {
        left.add(new Hold.Line(line.grant(), line.source(), line.credits().minus(taken)));
      }
    }
    Credits expected = run.demand().credits().minus(part.credits());
    edit(edit -> edit.setAside(left, run.uncovered(), expected));
  }

  /** What no grant covers; nothing once the run has ended. */
  Credits uncovered() {
    return hold().state() == Hold.State.HELD ? hold().uncovered() : Credits.ZERO;
  }

  /** Leaves a part of what no grant covers to a child. */
  void takeUncovered(Credits part) {
    Hold run = hold();
    Credits expected = run.demand().credits().minus(part);
    edit(edit -> edit.setAside(run.lines(), run.uncovered().minus(part), expected));
  }

  /** Takes back what a child has left of a line. */
  void put(Hold child, Hold.Line part) {
    pass(part, child.number(), number);
    Hold run = hold();
    Credits expected = run.demand().credits().plusOrMax(part.credits());
    List<Hold.Line> lines = draft.inBurnOrder(run.lines(), List.of(part));
    edit(edit -> edit.setAside(lines, run.uncovered(), expected));
  }

  /** Takes back what a child has left of what no grant covers. */
  void putUncovered(Credits part) {
    if (!part.isZero()) {
      Hold run = hold();
      Credits expected = run.demand().credits().plusOrMax(part);
      edit(edit -> edit.setAside(run.lines(), run.uncovered().plus(part), expected));
    }
  }

  /** Changes what is told of the children. */
  void tell(UnaryOperator<Run> change) {
    Hold run = hold();
    draft.put(new HoldEdit(run).run(change.apply(run.run().orElse(Run.NONE))).hold());
  }

  private void edit(UnaryOperator<HoldEdit> change) {
    Hold run = hold();
    draft.reshape(run, change.apply(new HoldEdit(run)).hold());
  }

  private void pass(Hold.Line part, long from, long to) {
    OptionalLong grant = OptionalLong.of(part.grant());
    draft.post(EntryKind.RETURN, Account.HELD, Account.AVAILABLE, part.credits(), grant, from);
    draft.post(EntryKind.HOLD, Account.AVAILABLE, Account.HELD, part.credits(), grant, to);
  }
}

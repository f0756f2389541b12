package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Collects changes of a hold's members; {@link #hold} is the hold with all of them. The first
 * change of what it sets aside keeps what that was.
 */
final class HoldEdit {
  private final Hold before;
  private Instant expiresAt;
  private Credits uncovered;
  private Optional<Credits> expected;
  private List<Hold.Line> lines;
  private Hold.State state;
  private Optional<Hold.End> end;
  private Optional<Hold.Made> made;
  private Optional<Run> run;
  private Optional<Hold.End> amendment;

  HoldEdit(Hold before) {
    this.before = before;
    expiresAt = before.expiresAt();
    uncovered = before.uncovered();
    expected = before.expected();
    lines = before.lines();
    state = before.state();
    end = before.end();
    made = before.made();
    run = before.run();
    amendment = before.amendment();
  }

  HoldEdit expiresAt(Instant value) {
    keepAsMade();
    expiresAt = value;
    return this;
  }

  /**
   * Changes what is set aside.
   *
   * @param expectedCredits what limits in credits reserve for it, at least what is set aside
   */
  HoldEdit setAside(List<Hold.Line> newLines, Credits newUncovered, Credits expectedCredits) {
    Credits aside = Hold.sum(newLines).plusOrMax(newUncovered);
    return setAside(
        newLines,
        newUncovered,
        Optional.of(expectedCredits).filter(credits -> credits.exceeds(aside)));
  }

  HoldEdit setAside(List<Hold.Line> newLines, Credits newUncovered, Optional<Credits> newExpected) {
    keepAsMade();
    lines = newLines;
    uncovered = newUncovered;
    expected = newExpected;
    return this;
  }

  HoldEdit end(Hold.State newState, Optional<Hold.End> how) {
    state = newState;
    end = how;
    return this;
  }

  HoldEdit run(Run value) {
    run = Optional.of(value);
    return this;
  }

  HoldEdit amendment(Hold.End value) {
    amendment = Optional.of(value);
    return this;
  }

  /** Without children and without a correction. */
  HoldEdit untouched() {
    run = Optional.empty();
    amendment = Optional.empty();
    return this;
  }

  /** What it sets aside is what it set aside at first. */
  HoldEdit unchanged() {
    made = Optional.empty();
    return this;
  }

  private void keepAsMade() {
    if (made.isEmpty()) {
      made =
          Optional.of(
              new Hold.Made(
                  before.expiresAt(), before.uncovered(), before.expected(), before.lines()));
    }
  }

  Hold hold() {
    return new Hold(
        before.number(),
        before.createdAt(),
        expiresAt,
        before.call(),
        before.estimate(),
        before.route(),
        before.frozenTerms(),
        before.calls(),
        before.counted(),
        uncovered,
        expected,
        lines,
        state,
        end,
        made,
        before.parent(),
        run,
        amendment);
  }
}

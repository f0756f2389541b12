package dev.saldo.verification.simulation;

/** Makes a scenario that breaks something smaller, as long as it still breaks something. */
public final class Shrinking {
  private final Copy copy;
  private Scenario smallest;

  private Shrinking(Scenario scenario, Copy copy) {
    this.smallest = scenario;
    this.copy = copy;
  }

  /** A scenario with fewer steps and faults, each of which is needed. */
  public static Scenario of(Scenario scenario, Copy copy) {
    Shrinking shrinking = new Shrinking(scenario, copy);
    shrinking.shorten();
    shrinking.skip();
    shrinking.spare();
    shrinking.skip();
    return shrinking.smallest;
  }

  private void shorten() {
    for (int steps = 1; steps < smallest.steps(); steps++) {
      if (take(smallest.upTo(steps))) {
        return;
      }
    }
  }

  private void skip() {
    for (int step = smallest.steps() - 1; step >= 0; step--) {
      if (!smallest.skipped().contains(step)) {
        take(smallest.without(step));
      }
    }
  }

  private void spare() {
    for (int fault : Life.of(smallest, copy, false).faultNumbers()) {
      take(smallest.sparing(fault));
    }
  }

  private boolean take(Scenario smaller) {
    boolean breaks = !Life.of(smaller, copy, false).held();
    if (breaks) {
      smallest = smaller;
    }
    return breaks;
  }
}

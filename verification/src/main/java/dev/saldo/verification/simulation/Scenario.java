package dev.saldo.verification.simulation;

import java.util.HashSet;
import java.util.Set;

/**
 * One life, which is the same whenever it is lived.
 *
 * @param steps how many there are; what is left out of them is counted too
 * @param skipped steps in which nothing happens
 * @param spared faults that do not happen
 */
public record Scenario(long seed, int steps, Set<Integer> skipped, Set<Integer> spared) {
  private static final int STEPS_MIN = 10;
  private static final int STEPS_MORE_MAX = 31;

  public Scenario {
    skipped = Set.copyOf(skipped);
    spared = Set.copyOf(spared);
  }

  /** The whole life of a seed: 10 to 40 steps. */
  public static Scenario of(long seed) {
    int steps = STEPS_MIN + new Chance(seed, -1).of(STEPS_MORE_MAX);
    return new Scenario(seed, steps, Set.of(), Set.of());
  }

  Scenario upTo(int fewer) {
    return new Scenario(seed, fewer, skipped, spared);
  }

  Scenario without(int step) {
    return new Scenario(seed, steps, with(skipped, step), spared);
  }

  Scenario sparing(int fault) {
    return new Scenario(seed, steps, skipped, with(spared, fault));
  }

  /** How many steps something happens in. */
  public int length() {
    return steps - (int) skipped.stream().filter(step -> step < steps).count();
  }

  private static Set<Integer> with(Set<Integer> numbers, int one) {
    Set<Integer> more = new HashSet<>(numbers);
    more.add(one);
    return more;
  }
}

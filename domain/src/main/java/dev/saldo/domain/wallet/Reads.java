package dev.saldo.domain.wallet;

import dev.saldo.domain.limit.CounterKey;
import java.util.HashSet;
import java.util.Set;

/**
 * What a decision will look at beside the wallet, its live grants and what is overdue.
 *
 * @param holds numbers of holds
 */
public record Reads(Set<Long> holds, Set<CounterKey> counters) {
  /** Nothing more. */
  public static final Reads NOTHING = new Reads(Set.of(), Set.of());

  public Reads {
    holds = Set.copyOf(holds);
    counters = Set.copyOf(counters);
  }

  /** What either looks at. */
  public Reads plus(Reads more) {
    Set<Long> allHolds = new HashSet<>(holds);
    allHolds.addAll(more.holds);
    Set<CounterKey> allCounters = new HashSet<>(counters);
    allCounters.addAll(more.counters);
    return new Reads(allHolds, allCounters);
  }
}

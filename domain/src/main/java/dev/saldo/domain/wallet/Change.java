package dev.saldo.domain.wallet;

import dev.saldo.domain.limit.CounterDelta;
import java.util.List;
import java.util.Optional;

/**
 * Everything a decision writes, in one transaction.
 *
 * @param wallet the wallet as it is afterwards
 * @param grants new and changed grants as they are afterwards
 * @param holds new and changed holds as they are afterwards
 * @param entries in order of their sequence
 * @param usage what a settled call used
 * @param decision the explanation of an authorization or its refusal
 */
public record Change(
    Wallet wallet,
    List<Grant> grants,
    List<Hold> holds,
    List<CounterDelta> counters,
    List<Entry> entries,
    Optional<UsageRecord> usage,
    Optional<DecisionRecord> decision) {
  public Change {
    grants = List.copyOf(grants);
    holds = List.copyOf(holds);
    counters = List.copyOf(counters);
    entries = List.copyOf(entries);
  }
}

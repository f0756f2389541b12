package dev.saldo.domain.wallet;

import dev.saldo.domain.limit.Counter;
import dev.saldo.domain.limit.CounterDelta;
import dev.saldo.domain.limit.CounterKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the ledger shows a decision: the wallet, locked, and what the command's {@link Reads} name.
 *
 * @param tenantActive whether the tenant may be served
 * @param catalogVersion the number of the tenant's current catalogue
 * @param wallet empty when there is none of this id
 * @param grants all live grants by number, with those overdue and the {@link Hold#payers} of the
 *     holds shown
 * @param holds the holds asked for and those overdue, each with the hold of its run, by number
 * @param laterExpiry when something was due: the earliest expiry of the open holds not shown here
 * @param counters only those that were ever counted
 * @param remembered the answer under the command's key
 * @param recordedAt the database's time
 */
public record Snapshot(
    boolean tenantActive,
    int catalogVersion,
    Optional<Wallet> wallet,
    Map<Long, Grant> grants,
    Map<Long, Hold> holds,
    Optional<Instant> laterExpiry,
    Map<CounterKey, Counter> counters,
    Optional<StoredAnswer> remembered,
    Instant recordedAt) {
  public Snapshot {
    grants = Map.copyOf(grants);
    holds = Map.copyOf(holds);
    counters = Map.copyOf(counters);
  }

  /** The counter of a window: zero when nothing was counted in it. */
  public Counter counter(CounterKey key) {
    return counters.getOrDefault(key, Counter.NONE);
  }

  /**
   * The same wallet once the change is stored, to try a next decision on. Counters that are not
   * shown here stay so.
   */
  public Snapshot after(Change change) {
    Map<Long, Grant> newGrants = new TreeMap<>(grants);
    change.grants().forEach(grant -> newGrants.put(grant.id().number(), grant));
    newGrants.values().removeIf(grant -> !grant.isLive());
    Map<Long, Hold> newHolds = new TreeMap<>(holds);
    change.holds().forEach(hold -> newHolds.put(hold.number(), hold));
    Map<CounterKey, Counter> newCounters = new HashMap<>(counters);
    for (CounterDelta delta : change.counters()) {
      newCounters.computeIfPresent(delta.key(), (_, counter) -> counter.plus(delta));
    }
    return new Snapshot(
        tenantActive,
        catalogVersion,
        Optional.of(change.wallet()),
        newGrants,
        newHolds,
        laterExpiry,
        newCounters,
        Optional.empty(),
        recordedAt);
  }
}

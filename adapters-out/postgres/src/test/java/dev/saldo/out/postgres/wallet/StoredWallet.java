package dev.saldo.out.postgres.wallet;

import dev.saldo.domain.limit.Counter;
import dev.saldo.domain.limit.CounterDelta;
import dev.saldo.domain.limit.CounterKey;
import dev.saldo.domain.wallet.Change;
import dev.saldo.domain.wallet.Entry;
import dev.saldo.domain.wallet.Grant;
import dev.saldo.domain.wallet.Hold;
import dev.saldo.domain.wallet.StoredAnswer;
import dev.saldo.domain.wallet.Wallet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the simulated database has of one wallet. It checks nothing: that is for others to do. */
public final class StoredWallet {
  private final Map<Long, Grant> grants = new TreeMap<>();
  private final Map<Long, Hold> holds = new TreeMap<>();
  private final Map<CounterKey, Counter> counters = new HashMap<>();
  private final Map<Loaded.KeyName, StoredAnswer> answers = new HashMap<>();
  private final List<Entry> entries = new ArrayList<>();
  private Wallet wallet;

  StoredWallet(Wallet wallet) {
    this.wallet = wallet;
  }

  /** The wallet itself. */
  public Wallet wallet() {
    return wallet;
  }

  /** All grants, also those that are used up. */
  public Collection<Grant> grants() {
    return Collections.unmodifiableCollection(grants.values());
  }

  /** All holds, also those that have ended. */
  public Collection<Hold> holds() {
    return Collections.unmodifiableCollection(holds.values());
  }

  /** All counters. */
  public Map<CounterKey, Counter> counters() {
    return Collections.unmodifiableMap(counters);
  }

  /** All entries, in the order in which they were stored. */
  public List<Entry> entries() {
    return Collections.unmodifiableList(entries);
  }

  void store(Write write) {
    Change change = write.change();
    wallet = change.wallet();
    change.grants().forEach(grant -> grants.put(grant.id().number(), grant));
    change.holds().forEach(hold -> holds.put(hold.number(), hold));
    for (CounterDelta delta : change.counters()) {
      counters.put(delta.key(), counters.getOrDefault(delta.key(), Counter.NONE).plus(delta));
    }
    entries.addAll(change.entries());
    write
        .key()
        .ifPresent(
            key ->
                answers.put(
                    Loaded.KeyName.of(key),
                    new StoredAnswer(key.content(), write.decided().outcome())));
  }

  /** What the second round trip of a batch would bring: what is known already is left as it is. */
  void load(Wanted wanted, boolean answersToo, Loaded loaded) {
    Loaded.Parts known = loaded.parts(wallet.id());
    if (!known.hasGrants) {
      grants.values().stream()
          .filter(Grant::isLive)
          .forEach(grant -> loaded.add(wallet.id(), grant));
      known.hasGrants = true;
    }
    for (long number : wanted.reads().holds()) {
      Hold hold = holds.get(number);
      if (hold != null && !known.holds.containsKey(number)) {
        loaded.add(wallet.id(), hold);
      }
    }
    for (CounterKey key : wanted.reads().counters()) {
      Counter counter = counters.get(key);
      if (counter != null && !known.counters.containsKey(key)) {
        loaded.add(wallet.id(), key, counter);
      }
    }
    if (answersToo) {
      wanted.keys().stream()
          .map(Loaded.KeyName::of)
          .filter(answers::containsKey)
          .forEach(key -> loaded.add(wallet.id(), key, answers.get(key)));
    }
    if (wanted.isDue()) {
      loadDue(wanted, loaded);
    }
  }

  private void loadDue(Wanted wanted, Loaded loaded) {
    holds.values().stream()
        .filter(hold -> hold.isOverdueAt(wanted.at()))
        .forEach(hold -> loaded.add(wallet.id(), hold));
    holds.values().stream()
        .filter(hold -> hold.state() == Hold.State.HELD && !hold.isOverdueAt(wanted.at()))
        .filter(hold -> !wanted.reads().holds().contains(hold.number()))
        .map(Hold::expiresAt)
        .min(Comparator.naturalOrder())
        .ifPresent(expiry -> loaded.laterExpiry(wallet.id(), expiry));
  }
}

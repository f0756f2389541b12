package dev.saldo.out.postgres.wallet;

import dev.saldo.domain.WalletId;
import dev.saldo.domain.limit.Counter;
import dev.saldo.domain.limit.CounterKey;
import dev.saldo.domain.wallet.CommandKey;
import dev.saldo.domain.wallet.Grant;
import dev.saldo.domain.wallet.Hold;
import dev.saldo.domain.wallet.Snapshot;
import dev.saldo.domain.wallet.StoredAnswer;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What is known of wallets beside their rows: remembered, or brought by the second round trip. */
final class Loaded {
  /** A key as it is looked up: a key of another operation is another key. */
  record KeyName(String operation, String key) {
    static KeyName of(CommandKey key) {
      return new KeyName(key.operation(), key.key());
    }
  }

  /** Of one wallet. */
  static final class Parts {
    /** Whether all live grants are here. */
    boolean hasGrants;

    final Map<Long, Grant> grants = new TreeMap<>();
    final Map<Long, Hold> holds = new TreeMap<>();
    final Map<CounterKey, Counter> counters = new HashMap<>();

    /** The counters that have a row. */
    final Set<CounterKey> stored = new HashSet<>();

    final Map<KeyName, StoredAnswer> answers = new HashMap<>();
    Optional<Instant> laterExpiry = Optional.empty();

    int size() {
      return grants.size() + holds.size() + counters.size();
    }
  }

  private final Map<WalletId, Parts> wallets = new HashMap<>();

  void add(WalletId wallet, Grant grant) {
    parts(wallet).grants.put(grant.id().number(), grant);
  }

  void add(WalletId wallet, Hold hold) {
    parts(wallet).holds.put(hold.number(), hold);
  }

  void add(WalletId wallet, CounterKey key, Counter counter) {
    parts(wallet).counters.put(key, counter);
    parts(wallet).stored.add(key);
  }

  void add(WalletId wallet, KeyName key, StoredAnswer answer) {
    parts(wallet).answers.put(key, answer);
  }

  void laterExpiry(WalletId wallet, Instant expiry) {
    parts(wallet).laterExpiry = Optional.of(expiry);
  }

  /** What a command is decided on. */
  Snapshot snapshot(Locked locked, Wanted wanted) {
    WalletId id = wanted.wallet().id();
    Parts parts = parts(id);
    Locked.TenantState tenant = locked.tenant(wanted.tenant());
    return new Snapshot(
        tenant.active(),
        tenant.catalogVersion(),
        Optional.of(wanted.wallet()),
        parts.grants,
        parts.holds,
        parts.laterExpiry,
        parts.counters,
        wanted.keys().stream().findFirst().map(key -> parts.answers.get(KeyName.of(key))),
        locked.recordedAt());
  }

  /** Goes on from what was known of a wallet. */
  void start(WalletId wallet, Parts known) {
    wallets.put(wallet, known);
  }

  /** Goes on as if nothing were known of a wallet. */
  void forget(WalletId wallet) {
    wallets.remove(wallet);
  }

  /** Everything, by wallet. */
  Map<WalletId, Parts> all() {
    return wallets;
  }

  /** What was loaded of a wallet. */
  Parts parts(WalletId wallet) {
    return wallets.computeIfAbsent(wallet, _ -> new Parts());
  }
}

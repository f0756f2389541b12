package dev.saldo.application.wallet;

import dev.saldo.application.Clock;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.limit.Counter;
import dev.saldo.domain.limit.CounterDelta;
import dev.saldo.domain.limit.CounterKey;
import dev.saldo.domain.wallet.Change;
import dev.saldo.domain.wallet.CommandKey;
import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.DecisionRecord;
import dev.saldo.domain.wallet.Entry;
import dev.saldo.domain.wallet.Grant;
import dev.saldo.domain.wallet.Hold;
import dev.saldo.domain.wallet.LedgerCommand;
import dev.saldo.domain.wallet.Outcome;
import dev.saldo.domain.wallet.Reads;
import dev.saldo.domain.wallet.Snapshot;
import dev.saldo.domain.wallet.StoredAnswer;
import dev.saldo.domain.wallet.UsageRecord;
import dev.saldo.domain.wallet.Wallet;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** The ledger of tests: everything in maps, one command at a time. */
public final class InMemoryLedger implements Ledger {
  private final Clock clock;
  private final InstantSource recorded;
  private final Map<TenantId, Integer> catalogVersions = new HashMap<>();
  private final Set<TenantId> suspended = new HashSet<>();
  private final Map<WalletId, Books> wallets = new HashMap<>();

  /** A ledger without wallets, for tenants whose catalogue has the given number. */
  public InMemoryLedger(Clock clock, InstantSource recorded) {
    this.clock = clock;
    this.recorded = recorded;
  }

  /** What is stored of one wallet. */
  private static final class Books {
    private Wallet wallet;
    private final Map<Long, Grant> grants = new TreeMap<>();
    private final Map<Long, Grant> liveGrants = new TreeMap<>();
    private final Map<Long, Hold> holds = new TreeMap<>();
    private final Map<Long, Hold> openHolds = new TreeMap<>();
    private final Map<CounterKey, Counter> counters = new HashMap<>();
    private final Map<String, StoredAnswer> answers = new HashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private final List<UsageRecord> usage = new ArrayList<>();
    private final List<DecisionRecord> decisions = new ArrayList<>();

    private Books(Wallet wallet) {
      this.wallet = wallet;
    }

    private void put(Grant grant) {
      grants.put(grant.id().number(), grant);
      if (grant.isLive()) {
        liveGrants.put(grant.id().number(), grant);
      } else {
        liveGrants.remove(grant.id().number());
      }
    }

    private void put(Hold hold) {
      holds.put(hold.number(), hold);
      if (hold.state() == Hold.State.HELD) {
        openHolds.put(hold.number(), hold);
      } else {
        openHolds.remove(hold.number());
      }
    }
  }

  /** Says which catalogue is current for a tenant. */
  public synchronized void catalogVersion(TenantId tenant, int version) {
    catalogVersions.put(tenant, version);
  }

  /** The tenant's time. */
  Instant now(TenantId tenant) {
    return clock.now(tenant);
  }

  /** Suspends a tenant. */
  public synchronized void suspend(TenantId tenant) {
    suspended.add(tenant);
  }

  /** Suspends the customer of a wallet, or freezes the wallet. */
  public synchronized void stop(WalletId id, boolean suspend, boolean freeze) {
    Books books = wallets.get(id);
    Wallet wallet = books.wallet;
    books.wallet =
        new Wallet(
            id,
            wallet.tenant(),
            wallet.customer(),
            suspend,
            freeze,
            wallet.terms(),
            wallet.nextTerms(),
            wallet.ownAllowance(),
            wallet.zone(),
            wallet.nextZone(),
            wallet.carried(),
            wallet.earlier(),
            wallet.anchor(),
            wallet.cycle(),
            wallet.cycleOwnAllowance(),
            wallet.cyclePlans(),
            wallet.cycleGranted(),
            wallet.balances(),
            wallet.nextDue(),
            wallet.sequence(),
            wallet.lastHash(),
            wallet.lastNumber(),
            wallet.lastAt());
  }

  @Override
  public synchronized <R extends Outcome> Decision<R> submit(LedgerCommand<R> command) {
    Sight sight = sight(command.tenant(), command.wallet(), command.key(), command::reads);
    Decision<R> decision = command.answer(sight.snapshot(), sight.now());
    if (decision instanceof Decision.Decided<R>(R outcome, Change change, boolean effect)) {
      store(change);
      if (effect && command.key().isPresent()) {
        CommandKey key = command.key().get();
        wallets
            .get(command.wallet())
            .answers
            .put(key.operation() + " " + key.key(), new StoredAnswer(key.content(), outcome));
      }
    }
    return decision;
  }

  @Override
  public List<Decision<?>> submitAll(List<? extends LedgerCommand<?>> commands) {
    List<Decision<?>> decisions = new ArrayList<>();
    commands.forEach(command -> decisions.add(submit(command)));
    return decisions;
  }

  @Override
  public synchronized Sight look(
      TenantId tenant, WalletId wallet, BiFunction<Wallet, Instant, Reads> reads) {
    return sight(tenant, wallet, Optional.empty(), reads);
  }

  private Sight sight(
      TenantId tenant,
      WalletId wallet,
      Optional<CommandKey> key,
      BiFunction<Wallet, Instant, Reads> reads) {
    Instant now = clock.now(tenant);
    Books books = wallets.get(wallet);
    if (books == null || !books.wallet.tenant().equals(tenant)) {
      return new Sight(nothing(tenant, Optional.ofNullable(books).map(b -> b.wallet)), now);
    }
    Instant at = books.wallet.timeAt(now);
    Reads asked = reads.apply(books.wallet, at);
    Map<Long, Hold> holds = new TreeMap<>(books.openHolds);
    holds.values().removeIf(hold -> !hold.isOverdueAt(at));
    asked.holds().stream()
        .filter(books.holds::containsKey)
        .forEach(number -> holds.put(number, books.holds.get(number)));
    Map<Long, Grant> grants = new TreeMap<>(books.liveGrants);
    for (Hold hold : List.copyOf(holds.values())) {
      hold.parent().ifPresent(run -> holds.put(run, books.holds.get(run)));
      hold.payers().forEach(payer -> grants.put(payer, books.grants.get(payer)));
    }
    Map<CounterKey, Counter> counters = new HashMap<>();
    asked.counters().stream()
        .filter(books.counters::containsKey)
        .forEach(counter -> counters.put(counter, books.counters.get(counter)));
    Snapshot snapshot =
        new Snapshot(
            !suspended.contains(tenant),
            catalogVersions.getOrDefault(tenant, 1),
            Optional.of(books.wallet),
            grants,
            holds,
            laterExpiry(books, holds),
            counters,
            key.map(name -> books.answers.get(name.operation() + " " + name.key())),
            recorded.instant());
    return new Sight(snapshot, now);
  }

  private Snapshot nothing(TenantId tenant, Optional<Wallet> foreign) {
    return new Snapshot(
        !suspended.contains(tenant),
        catalogVersions.getOrDefault(tenant, 1),
        foreign,
        Map.of(),
        Map.of(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        recorded.instant());
  }

  private static Optional<Instant> laterExpiry(Books books, Map<Long, Hold> shown) {
    return books.openHolds.values().stream()
        .filter(hold -> !shown.containsKey(hold.number()))
        .map(Hold::expiresAt)
        .min(Comparator.naturalOrder());
  }

  private void store(Change change) {
    Wallet wallet = change.wallet();
    Books books = wallets.computeIfAbsent(wallet.id(), _ -> new Books(wallet));
    books.wallet = wallet;
    change.grants().forEach(books::put);
    change.holds().forEach(books::put);
    for (CounterDelta delta : change.counters()) {
      Counter before = books.counters.getOrDefault(delta.key(), Counter.NONE);
      books.counters.put(delta.key(), before.plus(delta));
    }
    books.entries.addAll(change.entries());
    change.usage().ifPresent(books.usage::add);
    change.decision().ifPresent(books.decisions::add);
  }

  /** A wallet of a tenant; empty when the tenant has none of this id. */
  public synchronized Optional<Wallet> wallet(TenantId tenant, WalletId wallet) {
    return Optional.ofNullable(wallets.get(wallet))
        .map(books -> books.wallet)
        .filter(found -> found.tenant().equals(tenant));
  }

  /** Every tenant that has a wallet. */
  synchronized Stream<TenantId> tenants() {
    return wallets.values().stream()
        .map(books -> books.wallet.tenant())
        .distinct()
        .toList()
        .stream();
  }

  /** All wallets of a tenant. */
  public synchronized List<Wallet> wallets(TenantId tenant) {
    return wallets.values().stream()
        .map(books -> books.wallet)
        .filter(wallet -> wallet.tenant().equals(tenant))
        .toList();
  }

  /** The entries of a wallet, the first one first. */
  public synchronized List<Entry> entries(WalletId wallet) {
    return List.copyOf(wallets.get(wallet).entries);
  }

  /** All grants of a wallet. */
  public synchronized List<Grant> grants(WalletId wallet) {
    return List.copyOf(wallets.get(wallet).grants.values());
  }

  /** All holds of a wallet. */
  public synchronized List<Hold> holds(WalletId wallet) {
    return List.copyOf(wallets.get(wallet).holds.values());
  }

  /** The counters of a wallet. */
  public synchronized Map<CounterKey, Counter> counters(WalletId wallet) {
    return Map.copyOf(wallets.get(wallet).counters);
  }

  /** The usage records of a wallet, the first one first. */
  public synchronized List<UsageRecord> usage(WalletId wallet) {
    return List.copyOf(wallets.get(wallet).usage);
  }

  /** The stored decisions of a wallet, the first one first. */
  public synchronized List<DecisionRecord> decisions(WalletId wallet) {
    return List.copyOf(wallets.get(wallet).decisions);
  }
}

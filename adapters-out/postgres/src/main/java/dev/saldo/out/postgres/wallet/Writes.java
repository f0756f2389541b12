package dev.saldo.out.postgres.wallet;

import dev.saldo.domain.WalletId;
import dev.saldo.domain.limit.CounterDelta;
import dev.saldo.domain.limit.CounterKey;
import dev.saldo.domain.wallet.Change;
import dev.saldo.domain.wallet.Entry;
import dev.saldo.domain.wallet.Grant;
import dev.saldo.domain.wallet.GrantId;
import dev.saldo.domain.wallet.Hold;
import dev.saldo.domain.wallet.HoldId;
import dev.saldo.domain.wallet.UsageRecord;
import dev.saldo.domain.wallet.Wallet;
import dev.saldo.out.postgres.Flight;
import dev.saldo.out.postgres.Sql;
import dev.saldo.out.postgres.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** What several commands store, gathered by table: of what changed twice, the last state. */
final class Writes {
  private record CounterOf(WalletId wallet, CounterKey key) {}

  private final Map<WalletId, Wallet> wallets = new LinkedHashMap<>();
  private final Set<WalletId> opened = new HashSet<>();
  private final Set<WalletId> agreed = new HashSet<>();
  private final Map<GrantId, Of<Grant>> grants = new LinkedHashMap<>();
  private final Set<GrantId> newGrants = new HashSet<>();
  private final Map<HoldId, Of<Hold>> holds = new LinkedHashMap<>();
  private final Set<HoldId> newHolds = new HashSet<>();
  private final Set<HoldId> reshaped = new HashSet<>();
  private final Map<CounterOf, Of<CounterDelta>> counters = new LinkedHashMap<>();
  private final List<Of<Entry>> entries = new ArrayList<>();
  private final List<Of<UsageRecord>> usage = new ArrayList<>();
  private final List<Write> all;
  private final Loaded loaded;

  /**
   * In the order in which the commands were decided.
   *
   * @param loaded what they were decided on
   */
  Writes(List<Write> all, Loaded loaded) {
    this.all = all;
    this.loaded = loaded;
    all.forEach(this::gather);
  }

  private void gather(Write write) {
    Change change = write.change();
    WalletId id = change.wallet().id();
    wallets.put(id, change.wallet());
    if (write.opens()) {
      opened.add(id);
    }
    if (write.changesAgreement()) {
      agreed.add(id);
    }
    for (Grant grant : change.grants()) {
      grants.put(grant.id(), write.of(grant));
      if (write.isNew(grant)) {
        newGrants.add(grant.id());
      }
    }
    for (Hold hold : change.holds()) {
      HoldId name = new HoldId(id, hold.number());
      holds.put(name, write.of(hold));
      if (write.isNew(hold)) {
        newHolds.add(name);
      }
      if (write.isReshaped(hold)) {
        reshaped.add(name);
      }
    }
    for (CounterDelta delta : change.counters()) {
      counters.merge(
          new CounterOf(id, delta.key()),
          write.of(delta),
          (first, more) -> first.with(first.value().plus(more.value())));
    }
    change.entries().forEach(entry -> entries.add(write.of(entry)));
    change.usage().ifPresent(used -> usage.add(write.of(used)));
  }

  /**
   * Stores all.
   *
   * @throws WalletTakenException if a wallet to be added was added by somebody else meanwhile
   */
  void store(Connection connection) throws SQLException {
    flight(connection).run(connection);
  }

  /**
   * Stores all and commits, in one round trip.
   *
   * @throws WalletTakenException if a wallet to be added was added by somebody else meanwhile
   */
  void storeAndCommit(Connection connection) throws SQLException {
    Transactions.commitWith(flight(connection), connection);
  }

  private Flight flight(Connection connection) throws SQLException {
    List<Wallet> added = where(wallets.values(), wallet -> opened.contains(wallet.id()));
    if (!added.isEmpty() && WalletRow.insert(added).update(connection) != added.size()) {
      throw new WalletTakenException();
    }
    Flight flight = new Flight();
    List<Wallet> changed = where(wallets.values(), wallet -> !opened.contains(wallet.id()));
    add(flight, where(changed, wallet -> agreed.contains(wallet.id())), WalletRow::update);
    add(flight, where(changed, wallet -> !agreed.contains(wallet.id())), WalletRow::post);
    add(flight, where(grants, newGrants::contains), GrantRow::insert);
    add(flight, where(grants, grant -> !newGrants.contains(grant)), GrantRow::move);
    add(flight, where(holds, newHolds::contains), HoldRow::insert);
    add(flight, where(holds, hold -> isOld(hold) && !reshaped.contains(hold)), HoldRow::end);
    add(flight, where(holds, hold -> isOld(hold) && reshaped.contains(hold)), HoldRow::reshape);
    add(flight, where(counters, this::isFirst), CounterRow::add);
    add(flight, where(counters, counter -> !isFirst(counter)), CounterRow::take);
    add(flight, entries, EntryRow::insert);
    DailyRow.add(flight, usage);
    add(flight, operations(), OperationRow::insert);
    return flight;
  }

  private boolean isOld(HoldId hold) {
    return !newHolds.contains(hold);
  }

  /** Whether a counter may have to be made: what frees was counted before, so its counter is. */
  private boolean isFirst(CounterOf counter) {
    CounterDelta delta = Objects.requireNonNull(counters.get(counter)).value();
    return delta.used() >= 0
        && delta.reserved() >= 0
        && !loaded.parts(counter.wallet()).stored.contains(counter.key());
  }

  private List<Of<OperationRow.Operation>> operations() {
    return all.stream()
        .flatMap(write -> OperationRow.Operation.of(write).map(write::of).stream())
        .toList();
  }

  private static <T> List<T> where(Collection<T> rows, Predicate<T> which) {
    return rows.stream().filter(which).toList();
  }

  private static <K, T> List<T> where(Map<K, T> rows, Predicate<K> which) {
    return rows.entrySet().stream()
        .filter(row -> which.test(row.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  private static <T> void add(Flight flight, Collection<T> rows, Function<List<T>, Sql> statement) {
    if (!rows.isEmpty()) {
      flight.command(statement.apply(List.copyOf(rows)));
    }
  }
}

package dev.saldo.out.postgres.wallet;

import dev.saldo.domain.WalletId;
import dev.saldo.domain.limit.CounterDelta;
import dev.saldo.domain.limit.CounterKey;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What several commands store, gathered by table: of what changed twice, the last state. */
final class Writes {
  private record CounterOf(WalletId wallet, CounterKey key) {}

  private final Map<WalletId, Wallet> added = new LinkedHashMap<>();
  private final Map<WalletId, Wallet> changed = new LinkedHashMap<>();
  private final Map<GrantId, Of<Grant>> grants = new LinkedHashMap<>();
  private final Map<HoldId, Of<Hold>> holds = new LinkedHashMap<>();
  private final Map<CounterOf, Of<CounterDelta>> counters = new LinkedHashMap<>();
  private final List<Of<Entry>> entries = new ArrayList<>();
  private final List<Of<UsageRecord>> usage = new ArrayList<>();
  private final List<Write> all;

  /** In the order in which the commands were decided. */
  Writes(List<Write> all) {
    this.all = all;
    all.forEach(this::gather);
  }

  private void gather(Write write) {
    Wallet wallet = write.change().wallet();
    boolean isNew = write.isNew() || added.containsKey(wallet.id());
    (isNew ? added : changed).put(wallet.id(), wallet);
    write.change().grants().forEach(grant -> grants.put(grant.id(), write.of(grant)));
    write
        .change()
        .holds()
        .forEach(hold -> holds.put(new HoldId(wallet.id(), hold.number()), write.of(hold)));
    write
        .change()
        .counters()
        .forEach(
            delta ->
                counters.merge(
                    new CounterOf(wallet.id(), delta.key()),
                    write.of(delta),
                    (first, more) -> first.with(first.value().plus(more.value()))));
    write.change().entries().forEach(entry -> entries.add(write.of(entry)));
    write.change().usage().ifPresent(record -> usage.add(write.of(record)));
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
    if (!added.isEmpty()
        && WalletRow.insert(List.copyOf(added.values())).update(connection) != added.size()) {
      throw new WalletTakenException();
    }
    Flight flight = new Flight();
    add(flight, changed.values(), WalletRow::update);
    add(flight, grants.values(), GrantRow::upsert);
    add(flight, holds.values(), HoldRow::upsert);
    add(flight, counters(delta -> !frees(delta)), CounterRow::add);
    add(flight, counters(Writes::frees), CounterRow::take);
    add(flight, entries, EntryRow::insert);
    add(flight, usage, UsageRow::insert);
    add(flight, usage, UsageRow::addToDays);
    UsageRow.addUnits(usage).ifPresent(flight::command);
    add(flight, each(write -> write.change().decision().map(write::of)), DecisionRow::insert);
    add(flight, each(write -> write.key().map(write::of)), KeyRow::insert);
    return flight;
  }

  private <T> List<T> each(Function<Write, Optional<T>> part) {
    return all.stream().flatMap(write -> part.apply(write).stream()).toList();
  }

  private List<Of<CounterDelta>> counters(Predicate<CounterDelta> which) {
    Stream<Of<CounterDelta>> deltas = counters.values().stream();
    return deltas.filter(delta -> which.test(delta.value())).toList();
  }

  private static boolean frees(CounterDelta delta) {
    return delta.used() < 0 || delta.reserved() < 0;
  }

  private static <T> void add(Flight flight, Collection<T> rows, Function<List<T>, Sql> statement) {
    if (!rows.isEmpty()) {
      flight.command(statement.apply(List.copyOf(rows)));
    }
  }
}

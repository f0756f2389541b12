package dev.saldo.out.postgres.wallet;

import dev.saldo.domain.WalletId;
import dev.saldo.domain.limit.CounterKey;
import dev.saldo.domain.wallet.CommandKey;
import dev.saldo.domain.wallet.Reads;
import dev.saldo.out.postgres.Flight;
import dev.saldo.out.postgres.Sql;
import dev.saldo.out.postgres.TimeArray;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Loads live grants, the holds and counters asked for, and stored answers in one statement: the
 * driver waits for the answer to each statement that returns texts before it sends the next.
 *
 * <p>Every row has the columns of all four and fills those of its kind; columns of one name are of
 * one type. {@code offset 0} keeps the planner from turning a look-up by key into a join: on a
 * table that is empty when the statement is planned it would take one that reads the whole index.
 */
final class Lookup {
  /** How long keys are remembered: a day more than is promised. */
  private static final Duration KEY_AGE = Duration.ofDays(36);

  /** How far beyond the clock keys are looked for, should it have been set back. */
  private static final Duration CLOCK_SET_BACK_MAX = Duration.ofDays(31);

  /** What a row of another kind has in a column: nothing, of the column's type. */
  private static final Map<String, String> NOTHING =
      Map.of(
          "null::bigint",
          "wallet_id number parent amount paid_minor available held frozen spent expired voided"
              + " calls uncovered used reserved",
          "null::smallint",
          "priority window_kind",
          "null::boolean",
          "scheduled",
          "null::timestamptz",
          "created_at effective_at expires_at window_start",
          "null::text",
          "source paid_currency reason state detail end_answer user_key feature provider operation"
              + " key answer decision",
          "null::bytea",
          "end_content content",
          "null::text[]",
          "scope_features scope_models line_sources",
          "null::bigint[]",
          "line_grants line_credits");

  private static final String GRANTS =
      """
      credit_grant g
      where g.wallet_id = any (?) and (g.scheduled or g.available + g.held + g.frozen > 0)
      """;

  private static final String HOLDS =
      """
      generate_series(1, ?) as k (i)
      cross join lateral (
        select * from hold h
        where h.wallet_id = (?::bigint[])[k.i] and h.number = (?::bigint[])[k.i]
        offset 0) h
      """;

  private static final String COUNTERS =
      """
      generate_series(1, ?) as k (i)
      cross join lateral (
        select * from counter c
        where c.wallet_id = (?::bigint[])[k.i]
          and c.user_key = (?::text[])[k.i]
          and c.feature = (?::text[])[k.i]
          and c.provider = (?::text[])[k.i]
          and c.window_kind = ((?::bigint[])[k.i])::smallint
          and c.window_start = (?::timestamptz[])[k.i]
        offset 0) c
      """;

  /** The end of the time only keeps partitions of the future out. */
  private static final String ANSWERS =
      """
      generate_series(1, ?) as k (i)
      cross join lateral (
        select * from operation o
        where o.wallet_id = (?::bigint[])[k.i]
          and o.operation = (?::text[])[k.i]
          and o.key = (?::text[])[k.i]
          and o.recorded_at >= ?
          and o.recorded_at < ?
        offset 0) o
      left join lateral (
        select * from hold h where h.wallet_id = o.wallet_id and h.number = o.hold_number
        offset 0) h on true
      """;

  /**
   * What is loaded of one table.
   *
   * @param kind tells its rows from those of the others
   * @param columns of which every row of this kind has a value
   */
  private record Part(int kind, List<String> columns, String from) {
    static Part of(int kind, String columns, String from) {
      return new Part(kind, List.of(columns.split(", ", -1)), from);
    }

    private String select(Set<String> names) {
      Map<String, String> own = byName(columns.stream());
      return names.stream()
          .map(name -> (own.containsKey(name) ? own.get(name) : nothing(name)) + " as " + name)
          .collect(Collectors.joining(", ", "select " + kind + " as kind, ", " from " + from));
    }

    private static String nothing(String name) {
      return NOTHING.entrySet().stream()
          .filter(type -> Set.of(type.getValue().split(" ", -1)).contains(name))
          .map(Map.Entry::getKey)
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no type is declared for " + name));
    }
  }

  private static final int GRANT = 0;
  private static final int HOLD = 1;
  private static final int COUNTER = 2;
  private static final int ANSWER = 3;

  private static final List<Part> PARTS =
      List.of(
          Part.of(GRANT, GrantRow.ALL, GRANTS),
          Part.of(HOLD, HoldRow.ALL, HOLDS),
          Part.of(COUNTER, CounterRow.ALL, COUNTERS),
          Part.of(ANSWER, OperationRow.ALL + ", " + HoldRow.ALL, ANSWERS));

  private static final String LOAD = load(PARTS);

  /** For wallets of which all else is remembered. */
  private static final String LOAD_ANSWERS = load(List.of(PARTS.getLast()));

  private Lookup() {}

  /** Asks for what is not known yet of these wallets, each of which is there once. */
  static void add(Flight flight, List<Wanted> wanted, Instant recordedAt, Loaded loaded) {
    long[] grants =
        wanted.stream()
            .map(one -> one.wallet().id())
            .filter(id -> !loaded.parts(id).hasGrants)
            .mapToLong(WalletId::value)
            .toArray();
    List<Of<Long>> holds = missing(wanted, loaded, Reads::holds, parts -> parts.holds);
    List<Of<CounterKey>> counters =
        missing(wanted, loaded, Reads::counters, parts -> parts.counters);
    List<Of<CommandKey>> keys = new ArrayList<>();
    wanted.forEach(one -> one.keys().forEach(key -> keys.add(one.of(key))));
    if (grants.length + holds.size() + counters.size() > 0) {
      List<Object> values = new ArrayList<>(List.of(grants));
      values.addAll(ofHolds(holds));
      values.addAll(ofCounters(counters));
      values.addAll(ofKeys(keys, recordedAt));
      flight.query(Sql.of(LOAD, values.toArray()), row -> read(row, loaded));
    } else if (!keys.isEmpty()) {
      flight.query(
          Sql.of(LOAD_ANSWERS, ofKeys(keys, recordedAt).toArray()), row -> read(row, loaded));
    }
  }

  private static <T> List<Of<T>> missing(
      List<Wanted> wanted,
      Loaded loaded,
      Function<Reads, Set<T>> asked,
      Function<Loaded.Parts, Map<T, ?>> known) {
    List<Of<T>> all = new ArrayList<>();
    for (Wanted one : wanted) {
      Map<T, ?> there = known.apply(loaded.parts(one.wallet().id()));
      for (T each : asked.apply(one.reads())) {
        if (!there.containsKey(each)) {
          all.add(one.of(each));
        }
      }
    }
    return all;
  }

  private static List<Object> ofHolds(List<Of<Long>> holds) {
    return List.of(holds.size(), wallets(holds), holds.stream().mapToLong(Of::value).toArray());
  }

  private static List<Object> ofCounters(List<Of<CounterKey>> counters) {
    return List.of(
        counters.size(),
        wallets(counters),
        texts(counters, CounterKey::subject),
        texts(counters, CounterKey::feature),
        texts(counters, CounterKey::target),
        counters.stream().mapToLong(key -> CounterRow.code(key.value())).toArray(),
        new TimeArray(counters.stream().map(key -> key.value().windowStart()).toList()));
  }

  private static List<Object> ofKeys(List<Of<CommandKey>> keys, Instant recordedAt) {
    return List.of(
        keys.size(),
        wallets(keys),
        texts(keys, CommandKey::operation),
        texts(keys, CommandKey::key),
        recordedAt.minus(KEY_AGE),
        recordedAt.plus(CLOCK_SET_BACK_MAX));
  }

  /** Adds a row to what was loaded. */
  private static void read(ResultSet row, Loaded loaded) throws SQLException {
    int kind = row.getInt("kind");
    switch (kind) {
      case GRANT -> loaded.add(WalletRow.id(row), GrantRow.grant(row));
      case HOLD -> loaded.add(WalletRow.id(row), HoldRow.hold(row));
      case COUNTER -> loaded.add(WalletRow.id(row), CounterRow.key(row), CounterRow.counter(row));
      case ANSWER ->
          loaded.add(
              WalletRow.id(row),
              new Loaded.KeyName(row.getString("operation"), row.getString("key")),
              OperationRow.answer(row));
      default -> throw new IllegalStateException("a row of kind " + kind);
    }
  }

  private static String load(List<Part> parts) {
    Set<String> names = byName(parts.stream().flatMap(part -> part.columns().stream())).keySet();
    return parts.stream()
        .map(part -> part.select(names))
        .collect(Collectors.joining("union all\n"));
  }

  /** Columns such as {@code g.source} by their name without alias, the first of each name. */
  private static Map<String, String> byName(Stream<String> columns) {
    Map<String, String> named = new LinkedHashMap<>();
    columns.forEach(column -> named.putIfAbsent(column.substring(column.indexOf('.') + 1), column));
    return named;
  }

  private static long[] wallets(List<? extends Of<?>> asked) {
    return asked.stream().mapToLong(one -> one.wallet().value()).toArray();
  }

  private static <T> String[] texts(List<Of<T>> asked, Function<T, String> text) {
    return asked.stream().map(one -> text.apply(one.value())).toArray(String[]::new);
  }
}

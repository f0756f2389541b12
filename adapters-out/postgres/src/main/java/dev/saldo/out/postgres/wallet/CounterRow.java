package dev.saldo.out.postgres.wallet;

import dev.saldo.domain.limit.Counter;
import dev.saldo.domain.limit.CounterDelta;
import dev.saldo.domain.limit.CounterKey;
import dev.saldo.domain.limit.WindowKind;
import dev.saldo.out.postgres.Columns;
import dev.saldo.out.postgres.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The columns of a counter. */
final class CounterRow {
  private static final Map<Integer, WindowKind> KINDS =
      Arrays.stream(WindowKind.values())
          .collect(Collectors.toUnmodifiableMap(WindowKind::code, Function.identity()));

  private static final List<String> KEY =
      List.of("wallet_id", "user_key", "feature", "provider", "window_kind", "window_start");

  private static final Rows<Of<CounterDelta>> ROWS =
      Of.<CounterDelta>rows("counter")
          .text("user_key", row -> row.value().key().user())
          .text("feature", row -> row.value().key().feature())
          .text("provider", row -> row.value().key().provider())
          .number("window_kind", "smallint", row -> row.value().key().kind().code())
          .time("window_start", row -> row.value().key().windowStart())
          .number("used", row -> row.value().used())
          .number("reserved", row -> row.value().reserved());

  private static final Rows.Statement ADD =
      ROWS.insert(
          "(%s) do update set used = t.used + excluded.used,".formatted(String.join(", ", KEY))
              + " reserved = t.reserved + excluded.reserved");

  private static final Rows.Statement TAKE =
      ROWS.update(KEY, "used = t.used + r.used, reserved = t.reserved + r.reserved");

  private static final String LOAD =
      """
      select c.wallet_id, c.user_key, c.feature, c.provider, c.window_kind, c.window_start,
        c.used, c.reserved
      from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[])
        as k (wallet_id, user_key, feature, provider, window_kind, window_start)
      cross join lateral (
        select * from counter c
        where c.wallet_id = k.wallet_id
          and c.user_key = k.user_key
          and c.feature = k.feature
          and c.provider = k.provider
          and c.window_kind = k.window_kind::smallint
          and c.window_start = k.window_start::timestamptz
        offset 0) c
      """;

  private CounterRow() {}

  /** Adds to counters, also to those that were never counted; no part may be negative. */
  static Sql add(List<Of<CounterDelta>> deltas) {
    return ROWS.sql(ADD, deltas);
  }

  /**
   * Changes counters that are there. A negative part frees what was counted before, so its counter
   * is; and a row with a negative part could not be proposed for insertion.
   */
  static Sql take(List<Of<CounterDelta>> deltas) {
    return ROWS.sql(TAKE, deltas);
  }

  static Sql load(List<Of<CounterKey>> keys) {
    return Sql.of(
        LOAD,
        keys.stream().mapToLong(key -> key.wallet().value()).toArray(),
        keys.stream().map(key -> key.value().user()).toArray(String[]::new),
        keys.stream().map(key -> key.value().feature()).toArray(String[]::new),
        keys.stream().map(key -> key.value().provider()).toArray(String[]::new),
        keys.stream().mapToLong(key -> key.value().kind().code()).toArray(),
        keys.stream().map(key -> key.value().windowStart().toString()).toArray(String[]::new));
  }

  static CounterKey key(ResultSet row) throws SQLException {
    return new CounterKey(
        row.getString("user_key"),
        row.getString("feature"),
        row.getString("provider"),
        Columns.coded(row, "window_kind", KINDS),
        Columns.time(row, "window_start"));
  }

  static Counter counter(ResultSet row) throws SQLException {
    return new Counter(row.getLong("used"), row.getLong("reserved"));
  }
}

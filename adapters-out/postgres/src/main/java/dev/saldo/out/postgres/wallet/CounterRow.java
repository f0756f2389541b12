package dev.saldo.out.postgres.wallet;

import dev.saldo.domain.limit.Counter;
import dev.saldo.domain.limit.CounterDelta;
import dev.saldo.domain.limit.CounterKey;
import dev.saldo.domain.limit.LimitUnit;
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
import java.util.stream.Stream;

/** The columns of a counter. */
final class CounterRow {
  /** The columns that {@link #key} and {@link #counter} read. */
  static final String ALL =
      "c.wallet_id, c.user_key, c.feature, c.provider, c.window_kind, c.window_start, c.used,"
          + " c.reserved";

  /**
   * What the column {@code window_kind} says: the kind of window in its lower four bits, the unit
   * above them. Calls are unit 0, so what was counted before there were others reads the same.
   */
  private record Measure(WindowKind window, LimitUnit unit) {
    static final int UNIT_BIT = 4;

    int code() {
      return window.code() | unit.code() << UNIT_BIT;
    }

    static Stream<Measure> all() {
      return Arrays.stream(WindowKind.values())
          .flatMap(
              window -> Arrays.stream(LimitUnit.values()).map(unit -> new Measure(window, unit)));
    }
  }

  private static final Map<Integer, Measure> MEASURES =
      Measure.all().collect(Collectors.toUnmodifiableMap(Measure::code, Function.identity()));

  private static final List<String> KEY =
      List.of("wallet_id", "user_key", "feature", "provider", "window_kind", "window_start");

  private static final Rows<Of<CounterDelta>> ROWS =
      Of.<CounterDelta>rows("counter")
          .text("user_key", row -> row.value().key().subject())
          .text("feature", row -> row.value().key().feature())
          .text("provider", row -> row.value().key().target())
          .small("window_kind", row -> code(row.value().key()))
          .time("window_start", row -> row.value().key().windowStart())
          .number("used", row -> row.value().used())
          .number("reserved", row -> row.value().reserved());

  private static final Rows.Statement ADD =
      ROWS.insert(
          "(%s) do update set used = %s, reserved = t.reserved + excluded.reserved"
              .formatted(String.join(", ", KEY), filled("excluded")));

  private static final Rows.Statement TAKE =
      ROWS.update(KEY, "used = " + filled("r") + ", reserved = t.reserved + r.reserved");

  private CounterRow() {}

  /**
   * A counter is never fuller than a number can say, so that a settlement cannot fail; but for a
   * rate's bucket, one that is full stays full.
   */
  private static String filled(String change) {
    return "case when t.used = %1$d and t.window_kind & 15 <> %2$d then t.used"
        .concat(" else t.used + least(%3$s.used, %1$d - t.used) end")
        .formatted(Long.MAX_VALUE, WindowKind.RATE.code(), change);
  }

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

  /** What the column {@code window_kind} has for a key. */
  static int code(CounterKey key) {
    return new Measure(key.kind(), key.unit()).code();
  }

  static CounterKey key(ResultSet row) throws SQLException {
    Measure measure = Columns.coded(row, "window_kind", MEASURES);
    return new CounterKey(
        row.getString("user_key"),
        row.getString("feature"),
        row.getString("provider"),
        measure.unit(),
        measure.window(),
        Columns.time(row, "window_start"));
  }

  static Counter counter(ResultSet row) throws SQLException {
    return new Counter(row.getLong("used"), row.getLong("reserved"));
  }
}

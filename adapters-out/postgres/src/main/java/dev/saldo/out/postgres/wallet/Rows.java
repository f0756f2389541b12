package dev.saldo.out.postgres.wallet;

import dev.saldo.domain.Credits;
import dev.saldo.domain.Sha256;
import dev.saldo.out.postgres.Sql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a table with where their values come from, and the constant statements that write
 * any number of rows at once: each column is sent as one array.
 *
 * @param <T> what one row is made of
 */
final class Rows<T> {
  private static final String TENANT = "tenant_id";

  private record Column<T>(String name, String type, Function<List<T>, Object> values) {}

  private final String table;
  private final List<Column<T>> columns = new ArrayList<>();

  Rows(String table) {
    this.table = table;
  }

  Rows<T> number(String name, ToLongFunction<T> value) {
    return column(name, "bigint", rows -> rows.stream().mapToLong(value).toArray());
  }

  Rows<T> number(String name, String type, ToLongFunction<T> value) {
    return column(name, type, rows -> rows.stream().mapToLong(value).toArray());
  }

  Rows<T> optionalNumber(String name, Function<T, OptionalLong> value) {
    return column(
        name,
        "bigint",
        rows ->
            rows.stream()
                .map(value)
                .map(number -> number.isPresent() ? number.getAsLong() : null)
                .toArray(Long[]::new));
  }

  Rows<T> credits(String name, Function<T, Credits> value) {
    return number(name, row -> value.apply(row).micros());
  }

  Rows<T> flag(String name, Predicate<T> value) {
    return column(
        name,
        "boolean",
        rows -> {
          boolean[] flags = new boolean[rows.size()];
          for (int i = 0; i < flags.length; i++) {
            flags[i] = value.test(rows.get(i));
          }
          return flags;
        });
  }

  Rows<T> text(String name, Function<T, String> value) {
    return texts(name, "text", value);
  }

  Rows<T> optionalText(String name, Function<T, Optional<String>> value) {
    return texts(name, "text", row -> value.apply(row).orElse(null));
  }

  Rows<T> json(String name, Function<T, String> value) {
    return texts(name, "jsonb", value);
  }

  Rows<T> optionalJson(String name, Function<T, Optional<String>> value) {
    return texts(name, "jsonb", row -> value.apply(row).orElse(null));
  }

  /** A decimal, a date: whatever the database reads from a text. */
  Rows<T> optional(String name, String type, Function<T, Optional<?>> value) {
    return texts(name, type, row -> value.apply(row).map(Object::toString).orElse(null));
  }

  Rows<T> time(String name, Function<T, Instant> value) {
    return texts(name, "timestamptz", row -> value.apply(row).toString());
  }

  Rows<T> optionalTime(String name, Function<T, Optional<Instant>> value) {
    return optional(name, "timestamptz", value::apply);
  }

  /** An array within the row. */
  Rows<T> textArray(String name, Function<T, Collection<String>> value) {
    return texts(name, "text[]", row -> literal(value.apply(row)));
  }

  /** An array within the row. */
  Rows<T> numberArray(String name, Function<T, List<Long>> value) {
    return texts(
        name,
        "bigint[]",
        row ->
            value.apply(row).stream()
                .map(number -> Long.toString(number))
                .collect(Collectors.joining(",", "{", "}")));
  }

  Rows<T> digest(String name, Function<T, Sha256> value) {
    return optionalDigest(name, row -> Optional.of(value.apply(row)));
  }

  Rows<T> optionalDigest(String name, Function<T, Optional<Sha256>> value) {
    return column(
        name,
        "bytea",
        rows ->
            rows.stream()
                .map(row -> value.apply(row).map(Sha256::bytes).orElse(null))
                .toArray(byte[][]::new));
  }

  /**
   * A statement for one row and for many. Taking one row out of its arrays costs the database a
   * tenth of what it costs to spread many.
   */
  record Statement(String one, String many) {
    private Statement map(UnaryOperator<String> change) {
      return new Statement(change.apply(one), change.apply(many));
    }
  }

  /** Adds rows. */
  Statement insert() {
    return select()
        .map(
            rows ->
                "insert into %s as t (%s) %s".formatted(table, String.join(", ", names()), rows));
  }

  /** Adds rows, or goes on as said where the key is taken; {@code t} is the table. */
  Statement insert(String onConflict) {
    return insert().map(insert -> insert + " on conflict " + onConflict);
  }

  /**
   * Adds rows to totals. Rows of the same key are added up before.
   *
   * @param key the columns of the primary key
   * @param latest the column of which the greatest value stays; all others are sums
   */
  Statement addUp(List<String> key, Optional<String> latest) {
    List<String> grouped = new ArrayList<>(key);
    grouped.add(TENANT);
    List<String> totals = names().stream().filter(name -> !grouped.contains(name)).toList();
    String group = String.join(", ", grouped);
    String sums =
        joined(
            totals, name -> (isLatest(latest, name) ? "max(%1$s)" : "sum(%1$s)").formatted(name));
    String additions =
        joined(
            totals,
            name ->
                (isLatest(latest, name)
                        ? "%1$s = greatest(t.%1$s, excluded.%1$s)"
                        : "%1$s = t.%1$s + excluded.%1$s")
                    .formatted(name));
    String into = "insert into %s as t (%s, %s)".formatted(table, group, String.join(", ", totals));
    String conflict =
        "on conflict (%s) do update set %s".formatted(String.join(", ", key), additions);
    return select()
        .map(
            rows ->
                "%s select %s, %s from (%s) r group by %s %s"
                    .formatted(into, group, sums, rows, group, conflict));
  }

  /** Changes the rows of these keys in all other columns. */
  Statement update(List<String> keys) {
    List<String> changed = names().stream().filter(name -> !keys.contains(name)).toList();
    return update(keys, joined(changed, "%1$s = r.%1$s"::formatted));
  }

  /**
   * Changes the rows of these keys as said; {@code r} is what is sent, {@code t} the table. Each
   * row is looked up by its key first and then changed where it lies, so that no plan can read the
   * whole table. The lock of its wallet keeps it there.
   */
  Statement update(List<String> keys, String changes) {
    String match =
        keys.stream().map("k.%1$s = r.%1$s"::formatted).collect(Collectors.joining(" and "));
    return select()
        .map(
            rows ->
                """
                update %s t set %s
                from (%s) r
                cross join lateral (select k.ctid as place from %s k where %s offset 0) found
                where t.ctid = found.place\
                """
                    .formatted(table, changes, rows, table, match));
  }

  /** The statement with the values of these rows. */
  Sql sql(Statement statement, List<T> rows) {
    return new Sql(
        rows.size() == 1 ? statement.one() : statement.many(),
        columns.stream().<@Nullable Object>map(c -> c.values().apply(rows)).toList());
  }

  private Rows<T> texts(String name, String type, Function<T, @Nullable String> value) {
    return column(name, type, rows -> rows.stream().map(value).toArray(String[]::new));
  }

  private Rows<T> column(String name, String type, Function<List<T>, Object> values) {
    columns.add(new Column<>(name, type, values));
    return this;
  }

  /** Casts in the select list, since an array of arrays cannot be sent. */
  private Statement select() {
    String one =
        columns.stream()
            .map(c -> "(?::%s[])[1]::%s as %s".formatted(sent(c.type()), c.type(), c.name()))
            .collect(Collectors.joining(", "));
    String casts =
        columns.stream()
            .map(c -> "s.%1$s::%2$s as %1$s".formatted(c.name(), c.type()))
            .collect(Collectors.joining(", "));
    String arrays =
        columns.stream()
            .map(column -> "?::" + sent(column.type()) + "[]")
            .collect(Collectors.joining(", "));
    return new Statement(
        "select " + one,
        "select %s from unnest(%s) as s (%s)".formatted(casts, arrays, String.join(", ", names())));
  }

  private static String sent(String type) {
    return switch (type) {
      case "bigint", "boolean", "bytea" -> type;
      case "smallint", "integer" -> "bigint";
      default -> "text";
    };
  }

  private List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  private static boolean isLatest(Optional<String> latest, String name) {
    return latest.equals(Optional.of(name));
  }

  private static String joined(List<String> names, UnaryOperator<String> each) {
    return names.stream().map(each).collect(Collectors.joining(", "));
  }

  private static String literal(Collection<String> texts) {
    return texts.stream()
        .map(text -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
        .collect(Collectors.joining(",", "{", "}"));
  }
}

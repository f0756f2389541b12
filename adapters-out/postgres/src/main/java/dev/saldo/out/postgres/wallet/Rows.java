package dev.saldo.out.postgres.wallet;

import dev.saldo.domain.Credits;
import dev.saldo.domain.Sha256;
import dev.saldo.out.postgres.Sql;
import dev.saldo.out.postgres.TimeArray;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
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
  private record Column<T>(String name, String type, Function<List<T>, Object> values) {}

  private final String table;
  private final List<Column<T>> columns = new ArrayList<>();

  Rows(String table) {
    this.table = table;
  }

  /** Adds columns that several tables or statements share. */
  Rows<T> with(UnaryOperator<Rows<T>> more) {
    return more.apply(this);
  }

  Rows<T> number(String name, ToLongFunction<T> value) {
    return number(name, "bigint", value);
  }

  Rows<T> number(String name, String type, ToLongFunction<T> value) {
    return column(
        name,
        type,
        rows -> {
          long[] numbers = new long[rows.size()];
          for (int i = 0; i < numbers.length; i++) {
            numbers[i] = value.applyAsLong(rows.get(i));
          }
          return numbers;
        });
  }

  /** A number of two bytes, sent as such, so that it can be part of a key. */
  Rows<T> small(String name, ToIntFunction<T> value) {
    return column(
        name,
        "smallint",
        rows -> {
          short[] numbers = new short[rows.size()];
          for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (short) value.applyAsInt(rows.get(i));
          }
          return numbers;
        });
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

  Rows<T> date(String name, Function<T, LocalDate> value) {
    return texts(name, "date", row -> value.apply(row).toString());
  }

  Rows<T> time(String name, Function<T, Instant> value) {
    return times(name, value);
  }

  Rows<T> optionalTime(String name, Function<T, Optional<Instant>> value) {
    return times(name, row -> value.apply(row).orElse(null));
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

  /** A statement for one row and for many. */
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

  /** Changes the rows of these keys in all other columns. */
  Statement update(List<String> keys) {
    List<String> changed = names().stream().filter(name -> !keys.contains(name)).toList();
    return update(keys, joined(changed, "%1$s = r.%1$s"::formatted));
  }

  /**
   * Changes the rows of these keys as said; {@code r} is what is sent, {@code t} the table. The
   * settings of the transaction leave no plan but a look-up of each row by its key, as long as keys
   * are sent in their columns' types: a cast may fail, so it would be kept for the rows that the
   * policy lets be seen.
   */
  Statement update(List<String> keys, String changes) {
    String match =
        keys.stream().map("t.%1$s = r.%1$s"::formatted).collect(Collectors.joining(" and "));
    return select()
        .map(
            rows ->
                "update %s t set %s from (%s) r where %s".formatted(table, changes, rows, match));
  }

  /** The statement with the values of these rows. */
  Sql sql(Statement statement, List<T> rows) {
    List<@Nullable Object> values = new ArrayList<>(columns.size() + 1);
    columns.forEach(column -> values.add(column.values().apply(rows)));
    if (rows.size() == 1) {
      return new Sql(statement.one(), values);
    }
    values.add(rows.size());
    return new Sql(statement.many(), values);
  }

  private Rows<T> texts(String name, String type, Function<T, @Nullable String> value) {
    return column(
        name,
        type,
        rows -> {
          @Nullable String[] texts = new String[rows.size()];
          for (int i = 0; i < texts.length; i++) {
            texts[i] = value.apply(rows.get(i));
          }
          return texts;
        });
  }

  private Rows<T> times(String name, Function<T, @Nullable Instant> value) {
    return column(
        name,
        "timestamptz",
        rows -> {
          List<@Nullable Instant> times = new ArrayList<>(rows.size());
          rows.forEach(row -> times.add(value.apply(row)));
          return new TimeArray(times);
        });
  }

  private Rows<T> column(String name, String type, Function<List<T>, Object> values) {
    columns.add(new Column<>(name, type, values));
    return this;
  }

  /**
   * Takes the rows out of their arrays by position: to spread each array by itself and to put them
   * side by side again costs the database several times as much. Values are cast here, since an
   * array of arrays cannot be sent.
   */
  private Statement select() {
    String one = at("1");
    return new Statement(one, at("s.i") + " from generate_series(1, ?) as s (i)");
  }

  private String at(String position) {
    return columns.stream()
        .map(
            c ->
                "(?::%s[])[%s]%s as %s"
                    .formatted(sent(c.type()), position, cast(c.type()), c.name()))
        .collect(Collectors.joining(", ", "select ", ""));
  }

  private static String cast(String type) {
    return sent(type).equals(type) ? "" : "::" + type;
  }

  private static String sent(String type) {
    return switch (type) {
      case "bigint", "boolean", "bytea", "smallint", "text", "timestamptz" -> type;
      case "integer" -> "bigint";
      default -> "text";
    };
  }

  /** The names of the columns that come after this one. */
  List<String> namesAfter(String name) {
    List<String> names = names();
    return names.subList(names.indexOf(name) + 1, names.size());
  }

  private List<String> names() {
    return columns.stream().map(Column::name).toList();
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

package dev.saldo.in.rest.catalog;

import dev.saldo.in.rest.problem.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The rows of a catalogue's sections; a fault names the place of its row. */
final class Rows {
  private Rows() {}

  /**
   * Reads the rows of a section.
   *
   * @param read makes a row's value, and is told the row's place
   */
  static <T, R> List<R> read(
      String section, @Nullable List<T> rows, BiFunction<String, T, R> read) {
    List<R> all = new ArrayList<>();
    List<T> given = rows == null ? List.of() : rows;
    for (int i = 0; i < given.size(); i++) {
      String field = section + "[" + i + "]";
      T row = given.get(i);
      all.add(Reading.value(field, "", _ -> read.apply(field, row)));
    }
    return all;
  }

  static OptionalInt number(@Nullable Integer version) {
    return version == null ? OptionalInt.empty() : OptionalInt.of(version);
  }
}

package dev.saldo.application;

import dev.saldo.domain.InvalidValueException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Cuts pages out of lists in memory. A cursor names the last row that was shown. */
public final class InMemoryPages {
  private static final String CURSOR = "after:";

  private InMemoryPages() {}

  /**
   * The page that was asked for.
   *
   * @param rows all rows, the newest first
   * @param at what {@code from} and {@code to} look at
   * @param id tells one row from all others
   */
  public static <T> Page<T> page(
      List<T> rows, PageRequest asked, Function<T, Instant> at, Function<T, String> id) {
    int start = asked.cursor().map(cursor -> after(rows, cursor, id)).orElse(0);
    List<T> found =
        rows.stream()
            .skip(start)
            .filter(row -> asked.from().filter(at.apply(row)::isBefore).isEmpty())
            .filter(row -> asked.to().isEmpty() || at.apply(row).isBefore(asked.to().get()))
            .toList();
    if (found.size() <= asked.limit()) {
      return new Page<>(found, Optional.empty());
    }
    List<T> shown = found.subList(0, asked.limit());
    return new Page<>(shown, Optional.of(CURSOR + id.apply(shown.getLast())));
  }

  private static <T> int after(List<T> rows, String cursor, Function<T, String> id) {
    return IntStream.range(0, rows.size())
            .filter(row -> cursor.equals(CURSOR + id.apply(rows.get(row))))
            .findFirst()
            .orElseThrow(() -> new InvalidValueException("must be a cursor from next_cursor"))
        + 1;
  }
}

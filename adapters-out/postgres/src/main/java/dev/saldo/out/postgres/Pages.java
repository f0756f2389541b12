package dev.saldo.out.postgres;

import dev.saldo.application.Page;
import dev.saldo.application.PageRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Cuts pages out of queries that ask for one row more than the page has. */
public final class Pages {
  private Pages() {}

  /** How many rows to ask for. */
  public static int rows(PageRequest request) {
    return request.limit() + 1;
  }

  /** Where to go on, if it is not the first page. */
  public static Optional<Cursor> cursor(PageRequest request, int parts) {
    return request.cursor().map(text -> Cursor.parse(text, parts));
  }

  /** The page of these rows. */
  public static <T> Page<T> page(
      PageRequest request, List<T> rows, Function<? super T, Cursor> sortKey) {
    if (rows.size() <= request.limit()) {
      return new Page<>(rows, Optional.empty());
    }
    List<T> shown = rows.subList(0, request.limit());
    return new Page<>(shown, Optional.of(sortKey.apply(shown.getLast()).toString()));
  }
}

package dev.saldo.application;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A part of a list, newest first.
 *
 * @param next an opaque cursor for the next page; empty on the last
 */
public record Page<T>(List<T> data, Optional<String> next) {
  public Page {
    data = List.copyOf(data);
  }

  /** The same page of other things. */
  public <S> Page<S> map(Function<? super T, ? extends S> each) {
    return new Page<>(data.stream().<S>map(each).toList(), next);
  }
}

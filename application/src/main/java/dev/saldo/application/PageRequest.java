package dev.saldo.application;

import static dev.saldo.domain.InvalidValueException.require;

import java.time.Instant;
import java.util.Optional;

/**
 * Which part of a list is wanted, newest first.
 *
 * @param limit 1 to {@link #LIMIT_MAX}
 * @param cursor where the page before ended, as {@link Page#next} gave it
 * @param from the earliest time of creation, included
 * @param to the time of creation before which rows lie
 */
public record PageRequest(
    int limit, Optional<String> cursor, Optional<Instant> from, Optional<Instant> to) {
  /** Rows of a page when nothing is said. */
  public static final int LIMIT_DEFAULT = 50;

  /** The most rows of one page. */
  public static final int LIMIT_MAX = 200;

  public PageRequest {
    require(limit >= 1 && limit <= LIMIT_MAX, "must be 1 to 200");
  }

  /** The first page. */
  public static PageRequest first() {
    return new PageRequest(LIMIT_DEFAULT, Optional.empty(), Optional.empty(), Optional.empty());
  }
}

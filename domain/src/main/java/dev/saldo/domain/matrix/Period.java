package dev.saldo.domain.matrix;

import static dev.saldo.domain.InvalidValueException.require;

import java.time.Instant;

/**
 * A stretch of time, half-open.
 *
 * @param from its first instant
 * @param until the first instant after it
 */
public record Period(Instant from, Instant until) {
  /** All of time. */
  public static final Period ALWAYS = new Period(Instant.MIN, Instant.MAX);

  public Period {
    require(from.isBefore(until), "a period must end after it begins");
  }

  /** Whether the instant lies in it. */
  public boolean contains(Instant at) {
    return !at.isBefore(from) && at.isBefore(until);
  }

  /** The part of this period around an instant of it that does not go past a boundary. */
  Period cutAt(Instant boundary, Instant around) {
    if (boundary.isAfter(around)) {
      return boundary.isBefore(until) ? new Period(from, boundary) : this;
    }
    return boundary.isAfter(from) ? new Period(boundary, until) : this;
  }
}

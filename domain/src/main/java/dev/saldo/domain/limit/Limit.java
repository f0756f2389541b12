package dev.saldo.domain.limit;

import static dev.saldo.domain.InvalidValueException.require;

/** A hard limit on the calls of a user to a provider in a feature, per window. */
public record Limit(WindowKind window, long max) {
  public Limit {
    require(max >= 0, "must not be negative");
  }

  /** Whether {@code calls} more fit. */
  public boolean admits(Counter counter, long calls) {
    return calls <= max - counter.taken();
  }
}

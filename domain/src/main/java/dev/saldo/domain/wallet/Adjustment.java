package dev.saldo.domain.wallet;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.domain.Credits;

/**
 * A correction by an operator: credits that are added to a wallet or taken from it.
 *
 * @param credits more than nothing
 */
public record Adjustment(Direction direction, Credits credits) {
  /** Whether credits come or go. */
  public enum Direction {
    ADD,
    TAKE
  }

  public Adjustment {
    require(!credits.isZero(), "must not be 0");
  }

  /**
   * Reads a decimal such as {@code "5"} or {@code "-3.5"}.
   *
   * @throws dev.saldo.domain.InvalidValueException if the text is none, or is nothing
   */
  public static Adjustment parse(String text) {
    return text.startsWith("-")
        ? new Adjustment(Direction.TAKE, Credits.parse(text.substring(1)))
        : new Adjustment(Direction.ADD, Credits.parse(text));
  }

  /** The shortest decimal, with a minus for credits that are taken. */
  @Override
  public String toString() {
    return switch (direction) {
      case ADD -> credits.toString();
      case TAKE -> "-" + credits;
    };
  }
}

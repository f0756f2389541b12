package dev.saldo.domain;

/**
 * A value that breaks the rule of its type. The edge validates input and turns this into a 400 with
 * the field's name; anywhere else it is a bug.
 */
public sealed class InvalidValueException extends IllegalArgumentException
    permits InvalidRowsException {
  private static final long serialVersionUID = 1L;

  /** Says which rule was broken, in a sentence for the caller. */
  public InvalidValueException(String message) {
    super(message);
  }

  /** Throws with {@code message} unless {@code valid}. */
  public static void require(boolean valid, String message) {
    if (!valid) {
      throw new InvalidValueException(message);
    }
  }
}

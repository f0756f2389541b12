package dev.saldo.application.audit;

import static dev.saldo.domain.InvalidValueException.require;

import java.util.Optional;

/**
 * Who makes an administrative change, and why.
 *
 * @param actor the id of an API key, or one of the names below
 * @param name the name of that key at the time
 * @param reason as it was given; 1 to 500 characters
 */
public record Author(String actor, String name, Optional<String> reason) {
  /** The most characters of a reason. */
  public static final int REASON_LENGTH_MAX = 500;

  /** Whoever may use the command line beside the database. */
  public static final Author COMMAND_LINE = new Author("cli", "command line", Optional.empty());

  /** Saldo itself, on its first start. */
  public static final Author INSTALLATION =
      new Author("installation", "first start", Optional.empty());

  public Author {
    require(
        reason.filter(text -> text.isBlank() || text.length() > REASON_LENGTH_MAX).isEmpty(),
        "must be 1 to 500 characters");
  }

  /** The same, for this reason if none was given; a blank text is no reason. */
  public Author because(Optional<String> other) {
    return new Author(actor, name, reason.or(() -> other.filter(text -> !text.isBlank())));
  }
}

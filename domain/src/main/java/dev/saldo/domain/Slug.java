package dev.saldo.domain;

import static dev.saldo.domain.InvalidValueException.require;

import java.util.regex.Pattern;

/** The shape of names in the catalogue: lower-case letters, digits, underscore and hyphen. */
public final class Slug {
  /** The shape as a regular expression. */
  public static final String PATTERN = "[a-z0-9][a-z0-9_-]{0,62}";

  private static final Pattern SHAPE = Pattern.compile(PATTERN);

  private Slug() {}

  /**
   * The text itself, when it is 1 to 63 characters and begins with a letter or digit.
   *
   * @throws InvalidValueException otherwise
   */
  public static String of(String text) {
    require(
        SHAPE.matcher(text).matches(),
        "must be 1 to 63 lower-case letters, digits, underscores or hyphens");
    return text;
  }
}

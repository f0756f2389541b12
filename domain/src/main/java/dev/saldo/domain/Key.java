package dev.saldo.domain;

import static dev.saldo.domain.InvalidValueException.require;

import java.util.regex.Pattern;

/**
 * A name that the caller gives to a customer or a user: 1 to 128 of {@code A-Z a-z 0-9 . _ : @ +
 * -}, beginning with a letter or digit, and not with the prefix of one of our own ids.
 */
public record Key(String value) {
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:@+-]{0,127}");
  private static final Pattern OURS =
      Pattern.compile("(auth|grant|dec|entry|key|evt|cust|saldo)_.*");

  public Key {
    require(
        SHAPE.matcher(value).matches(),
        "must be 1 to 128 letters, digits or ._:@+- and begin with a letter or digit");
    require(!OURS.matcher(value).matches(), "must not begin with a prefix that Saldo uses for ids");
  }

  @Override
  public String toString() {
    return value;
  }
}

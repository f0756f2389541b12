package dev.saldo.out.postgres;

import static dev.saldo.domain.InvalidValueException.require;

import java.util.Optional;

/**
 * A database role that serves calls.
 *
 * @param password what it gets when it has to be created; empty when it exists already
 */
public record RoleLogin(String name, Optional<String> password) {
  private static final int NAME_BYTES_MAX = 63;

  public RoleLogin {
    require(
        !name.isEmpty() && name.length() <= NAME_BYTES_MAX && name.indexOf('\0') < 0,
        "a role's name must be 1 to 63 characters");
  }

  /** The name as SQL writes it. */
  String quoted() {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** The name as a text literal of SQL. */
  String literal() {
    return "E'" + name.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  /** Nothing of the password. */
  @Override
  public String toString() {
    return name;
  }
}

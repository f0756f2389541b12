package dev.saldo.out.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.PGConnection;

/**
 * The roles that serve calls, as the owner makes them. One that is there already is left as it is,
 * but must not be able to see past row security.
 */
final class Roles {
  private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended(?, 0))";
  private static final String FIND =
      "select rolsuper or rolbypassrls as unbound, rolname = current_user as own"
          + " from pg_roles where rolname = ?";
  private static final String CREATION =
      "select format('create role %I login nosuperuser nobypassrls nocreatedb nocreaterole', ?)";

  private final Connection owner;

  Roles(Connection owner) {
    this.owner = owner;
  }

  private record Found(boolean unbound, boolean own) {}

  /**
   * Creates the role if it is missing.
   *
   * @throws IllegalStateException if it is missing without a password to give it, or if row
   *     security would not hold for it
   */
  void ensure(RoleLogin role) throws SQLException {
    Sql.of(LOCK, "saldo.roles").first(owner, row -> true);
    Optional<Found> found =
        Sql.of(FIND, role.name())
            .first(owner, row -> new Found(row.getBoolean("unbound"), row.getBoolean("own")));
    if (found.isEmpty()) {
      create(role);
    } else if (found.get().own()) {
      throw new IllegalStateException(
          "the database role " + role + " owns the tables; calls need a role of their own");
    } else if (found.get().unbound()) {
      throw new IllegalStateException(
          "the database role " + role + " is a superuser or bypasses row security; it must not");
    }
  }

  /** The driver sends only a digest of the password, so it reaches no log. */
  private void create(RoleLogin role) throws SQLException {
    String password =
        role.password()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "the database role " + role + " does not exist and no password is given"));
    String creation =
        Sql.of(CREATION, role.name()).first(owner, row -> row.getString(1)).orElseThrow();
    Sql.of(creation).update(owner);
    owner.unwrap(PGConnection.class).alterUserPassword(role.name(), password.toCharArray(), null);
  }
}

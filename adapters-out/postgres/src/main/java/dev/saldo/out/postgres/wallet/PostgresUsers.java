package dev.saldo.out.postgres.wallet;

import dev.saldo.application.audit.Audit;
import dev.saldo.application.wallet.User;
import dev.saldo.application.wallet.Users;
import dev.saldo.domain.Key;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.out.postgres.Columns;
import dev.saldo.out.postgres.Sql;
import dev.saldo.out.postgres.TenantWork;
import dev.saldo.out.postgres.audit.AuditRows;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Users, one row each. */
public final class PostgresUsers implements Users {
  private static final String FIND =
      "select key, profile, groups, created_at from customer_user where wallet_id = ? and key = ?";

  /** A user who is not there yet has no row to lock: whoever comes second waits here. */
  private static final String ONE_AT_A_TIME =
      "select pg_advisory_xact_lock(hashtextextended(?, ?))";

  private static final String LOCK = FIND + " for update";

  private static final String PUT =
      """
      insert into customer_user (tenant_id, wallet_id, key, profile, groups, created_at)
      values (?, ?, ?, ?, ?, ?)
      on conflict (wallet_id, key) do update
      set profile = excluded.profile, groups = excluded.groups
      returning key, profile, groups, created_at
      """;

  private static final String REMOVE = "delete from customer_user where wallet_id = ? and key = ?";

  private final TenantWork work;

  public PostgresUsers(TenantWork work) {
    this.work = work;
  }

  @Override
  public Optional<User> find(TenantId tenant, WalletId customer, Key user) {
    Sql query = Sql.of(FIND, customer.value(), user.value());
    return work.read(tenant, connection -> query.first(connection, PostgresUsers::user));
  }

  @Override
  public User put(TenantId tenant, WalletId customer, User user, Audit<User> audit) {
    Sql upsert =
        Sql.of(
            PUT,
            tenant.value(),
            customer.value(),
            user.key().value(),
            user.profile(),
            user.groups(),
            user.createdAt());
    return work.inTenant(
        tenant,
        connection -> {
          Optional<User> before = lock(connection, customer, user.key());
          User after = upsert.first(connection, PostgresUsers::user).orElseThrow();
          AuditRows.insert(connection, tenant, audit.note(before, Optional.of(after)));
          return after;
        });
  }

  @Override
  public boolean remove(TenantId tenant, WalletId customer, Key user, Audit<User> audit) {
    Sql removal = Sql.of(REMOVE, customer.value(), user.value());
    return work.inTenant(
        tenant,
        connection -> {
          Optional<User> before = lock(connection, customer, user);
          AuditRows.insert(connection, tenant, audit.note(before, Optional.empty()));
          return removal.update(connection) == 1;
        });
  }

  private static Optional<User> lock(Connection connection, WalletId customer, Key user)
      throws SQLException {
    Sql.of(ONE_AT_A_TIME, "customer_user " + user.value(), customer.value())
        .first(connection, row -> row.getString(1));
    return Sql.of(LOCK, customer.value(), user.value()).first(connection, PostgresUsers::user);
  }

  private static User user(ResultSet row) throws SQLException {
    return new User(
        new Key(row.getString("key")),
        row.getString("profile"),
        Columns.textSet(row, "groups"),
        Columns.time(row, "created_at"));
  }
}

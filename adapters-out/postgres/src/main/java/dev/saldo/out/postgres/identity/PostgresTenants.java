package dev.saldo.out.postgres.identity;

import dev.saldo.application.identity.Tenants;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.identity.Tenant;
import dev.saldo.out.postgres.Sql;
import dev.saldo.out.postgres.TenantWork;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Tenants. A slug is looked up across tenants for its id; the rest is read as that tenant. */
public final class PostgresTenants implements Tenants {
  private static final String ID_OF_SLUG = "select tenant_id from tenant_of_slug(?)";
  private static final String ADD = "select add_tenant(?, ?) as tenant_id";
  private static final String READ =
      "select tenant_id, slug, test, active from tenant where tenant_id = ?";

  private final TenantWork work;

  public PostgresTenants(TenantWork work) {
    this.work = work;
  }

  @Override
  public Optional<Tenant> find(String slug) {
    return work.outside(
        connection -> {
          Optional<TenantId> id = id(connection, Sql.of(ID_OF_SLUG, slug));
          return id.isPresent() ? read(connection, id.get()) : Optional.empty();
        });
  }

  @Override
  public Tenant add(String slug, boolean test) {
    return work.outside(
        connection -> {
          TenantId id = id(connection, Sql.of(ADD, slug, test)).orElseThrow();
          return read(connection, id).orElseThrow();
        });
  }

  private static Optional<TenantId> id(Connection connection, Sql query) throws SQLException {
    return query.first(connection, row -> new TenantId(row.getLong("tenant_id")));
  }

  private static Optional<Tenant> read(Connection connection, TenantId id) throws SQLException {
    TenantWork.choose(connection, id);
    return Sql.of(READ, id.value()).first(connection, PostgresTenants::tenant);
  }

  static Tenant tenant(ResultSet row) throws SQLException {
    return new Tenant(
        new TenantId(row.getLong("tenant_id")),
        row.getString("slug"),
        row.getBoolean("test"),
        row.getBoolean("active"));
  }
}

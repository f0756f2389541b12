package dev.saldo.out.postgres;

import dev.saldo.domain.TenantId;
import dev.saldo.domain.identity.Tenant;
import dev.saldo.out.postgres.identity.PostgresTenants;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL server for all tests of this process, with the roles of production: an owner that is
 * no superuser, the application and the ledger.
 */
public final class TestDatabase {
  public static final TenantId TENANT = new TenantId(1);
  public static final TenantId OTHER_TENANT = new TenantId(2);

  private static final String OWNER = "saldo_owner";
  private static final String PASSWORD = "test \"quoted' password";
  private static final String NAME = "saldo";

  private final EmbeddedPostgres server;

  private TestDatabase(EmbeddedPostgres server) {
    this.server = server;
  }

  private static final class Holder {
    static final TestDatabase INSTANCE = start();
  }

  /** The migrated database, in which tenants 1 and 2 exist. */
  public static TestDatabase get() {
    return Holder.INSTANCE;
  }

  private static TestDatabase start() {
    try {
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setServerConfig("max_connections", "200")
              .setServerConfig("timezone", "America/Sao_Paulo")
              .start();
      TestDatabase database = new TestDatabase(server);
      database.create(NAME);
      database.migrations(NAME).run();
      try (Connection owner = database.owner().getConnection();
          Statement statement = owner.createStatement()) {
        statement.execute("select add_tenant('one', false), add_tenant('two', true)");
      }
      return database;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes an empty database that the owner's role owns. */
  public void create(String name) throws SQLException {
    try (Connection superuser = superuser().getConnection();
        Statement statement = superuser.createStatement()) {
      statement.execute(
          "do $$ begin if to_regrole('saldo_owner') is null then"
              + " create role saldo_owner login createrole password 'owner'; end if; end $$");
      statement.execute("create database \"" + name + "\" owner saldo_owner");
    }
  }

  /** The migrations of a database of this server. */
  public Migrations migrations(String name) {
    return new Migrations(source(name, OWNER, "owner"), login("saldo_app"), login("saldo_ledger"));
  }

  /** A tenant of its own, whose catalogue has number 1 if it has one. */
  public Tenant newTenant(boolean withCatalogue) {
    return newTenant(withCatalogue, false);
  }

  /** A live or test tenant of its own, whose catalogue has number 1 if it has one. */
  public Tenant newTenant(boolean withCatalogue, boolean test) {
    Tenant tenant =
        new PostgresTenants(new TenantWork(app())).add("tenant-" + UUID.randomUUID(), test);
    if (withCatalogue) {
      asOwner(
          connection ->
              Sql.of("insert into catalog_current values (?, 1)", tenant.id().value())
                  .update(connection));
    }
    return tenant;
  }

  /** Work of the owner, who sees all tenants. */
  public <T> T asOwner(Transactions.Work<T> work) {
    try {
      return new Transactions(owner()).run(false, work);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What production would be given for a role. */
  public static RoleLogin login(String role) {
    return new RoleLogin(role, Optional.of(PASSWORD));
  }

  public DataSource superuser() {
    return server.getPostgresDatabase();
  }

  public DataSource owner() {
    return source(NAME, OWNER, "owner");
  }

  public DataSource app() {
    return source(NAME, "saldo_app", PASSWORD);
  }

  /** The application in another database of this server. */
  public DataSource app(String database) {
    return source(database, "saldo_app", PASSWORD);
  }

  /** The ledger in another database of this server. */
  public DataSource ledger(String database) {
    return source(database, "saldo_ledger", PASSWORD);
  }

  public DataSource ledger() {
    return source(NAME, "saldo_ledger", PASSWORD);
  }

  /** Connections of any role to any database of this server. */
  public DataSource source(String database, String user, String password) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {server.getPort()});
    source.setDatabaseName(database);
    source.setUser(user);
    source.setPassword(password);
    return source;
  }
}

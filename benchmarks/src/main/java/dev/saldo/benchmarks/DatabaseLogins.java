package dev.saldo.benchmarks;

import dev.saldo.out.postgres.RoleLogin;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.ds.PGConnectionPoolDataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.ds.common.BaseDataSource;

/**
 * The database as its three roles reach it, with the driver set up as in the server.
 *
 * @param environment the variables {@code SALDO_DB_…} by which a server is told of it
 */
public record DatabaseLogins(Map<String, String> environment) {
  public DatabaseLogins {
    environment = Map.copyOf(environment);
  }

  /** Connections of the role that owns the schema. */
  public DataSource owner() {
    return plain("jdbc/saldo-owner", "SALDO_DB");
  }

  /** Connections of the application's role. */
  public DataSource app() {
    return plain("jdbc/saldo-app", "SALDO_DB_APP");
  }

  /** Connections of the ledger's role, pooled. */
  public ConnectionPool ledger(int connectionsMax) {
    PGConnectionPoolDataSource source = new PGConnectionPoolDataSource();
    setUp(source, "jdbc/saldo-ledger", "SALDO_DB_LEDGER");
    return new ConnectionPool(source, connectionsMax);
  }

  /** The role that migrations make for the application. */
  public RoleLogin appLogin() {
    return login("SALDO_DB_APP");
  }

  /** The role that migrations make for the ledger. */
  public RoleLogin ledgerLogin() {
    return login("SALDO_DB_LEDGER");
  }

  /** What a variable says. */
  public String value(String name) {
    return Optional.ofNullable(environment.get(name))
        .orElseThrow(() -> new IllegalStateException(name + " is not set"));
  }

  private RoleLogin login(String prefix) {
    return new RoleLogin(value(prefix + "_USER"), Optional.of(value(prefix + "_PASSWORD")));
  }

  private DataSource plain(String jndiName, String prefix) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    setUp(source, jndiName, prefix);
    return source;
  }

  private void setUp(BaseDataSource source, String jndiName, String prefix) {
    source.setURL(value("SALDO_DB_URL"));
    source.setUser(value(prefix + "_USER"));
    source.setPassword(value(prefix + "_PASSWORD"));
    for (Map.Entry<String, String> property : DriverSettings.of(jndiName).entrySet()) {
      try {
        source.setProperty(property.getKey(), property.getValue());
      } catch (SQLException e) {
        throw new IllegalStateException("the driver does not know " + property.getKey(), e);
      }
    }
  }
}

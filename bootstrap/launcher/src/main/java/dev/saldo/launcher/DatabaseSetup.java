package dev.saldo.launcher;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** Gives the embedded PostgreSQL the owner role and the database that the server expects. */
final class DatabaseSetup {
  static final String DATABASE = "saldo";

  private DatabaseSetup() {}

  /**
   * Creates what is missing; repeating it changes nothing. The owner may create roles but is no
   * superuser. Statements that hold a password, here or at the owner's later creation of roles, are
   * not logged when they fail.
   *
   * @return the JDBC URL of the database
   */
  static String prepare(int port, Secrets secrets) throws SQLException {
    String server = server(port);
    try (Connection connection = connect(server + "postgres", secrets.superuser());
        Statement statement = connection.createStatement()) {
      if (!exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", Secrets.OWNER)) {
        connection.setAutoCommit(false);
        statement.execute("SET LOCAL log_min_error_statement = 'panic'");
        statement.execute(
            "CREATE ROLE %s LOGIN CREATEROLE PASSWORD '%s'"
                .formatted(Secrets.OWNER, secrets.owner().password()));
        statement.execute(
            "ALTER ROLE %s SET log_min_error_statement = 'panic'".formatted(Secrets.OWNER));
        connection.commit();
        connection.setAutoCommit(true);
      }
      if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", DATABASE)) {
        statement.execute("CREATE DATABASE " + DATABASE + " OWNER " + Secrets.OWNER);
      }
    }
    return url(port);
  }

  /** The JDBC URL of the database that an embedded PostgreSQL serves at a port. */
  static String url(int port) {
    return server(port) + DATABASE;
  }

  private static String server(int port) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/";
  }

  /** Opens a connection; gives up after ten seconds. */
  static Connection connect(String url, RoleLogin login) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", login.user());
    properties.setProperty("password", login.password());
    properties.setProperty("connectTimeout", "10");
    properties.setProperty("loginTimeout", "10");
    properties.setProperty("ApplicationName", "saldo-launcher");
    return DriverManager.getConnection(url, properties);
  }

  private static boolean exists(Connection connection, String query, String name)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, name);
      try (ResultSet result = statement.executeQuery()) {
        return result.next();
      }
    }
  }
}

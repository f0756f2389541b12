package dev.saldo.out.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Runs work in a transaction of its own and leaves the connection as a pool expects it. */
public final class Transactions {
  private static final Sql COMMIT = Sql.of("commit");

  private final DataSource source;

  /** Transactions on connections that take part in no other transaction. */
  public Transactions(DataSource source) {
    this.source = source;
  }

  /** Statements on a connection. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does the work; the transaction is ended by others. */
    T on(Connection connection) throws SQLException;
  }

  /** The commit failed: the work was done, or it was not. */
  public static final class UnknownOutcomeException extends SQLException {
    private static final long serialVersionUID = 1L;

    UnknownOutcomeException(SQLException cause) {
      super("the commit failed", cause.getSQLState(), cause);
    }
  }

  /**
   * Does the work and commits it. Work that throws leaves nothing behind.
   *
   * @throws UnknownOutcomeException if the connection broke during the commit
   * @throws SQLException if nothing was stored
   * @throws dev.saldo.application.UnavailableException if there is no connection to be had
   */
  public <T> T run(boolean readOnly, Work<T> work) throws SQLException {
    try (Connection connection = connect()) {
      connection.setReadOnly(readOnly);
      connection.setAutoCommit(false);
      T result;
      try {
        result = work.on(connection);
      } catch (SQLException | RuntimeException | Error e) {
        rollBack(connection, e);
        throw e;
      }
      commit(connection);
      connection.setAutoCommit(true);
      connection.setReadOnly(false);
      return result;
    }
  }

  /**
   * Ends the work of {@link #run} with its last statements and the commit in one round trip.
   *
   * @throws UnknownOutcomeException if the connection broke after they were sent
   * @throws SQLException if nothing was stored
   */
  public static void commitWith(Flight last, Connection connection) throws SQLException {
    try {
      last.command(COMMIT).run(connection);
    } catch (SQLException e) {
      throw DatabaseFailure.isOutage(e) ? new UnknownOutcomeException(e) : e;
    }
  }

  /** A connection that commits each statement by itself, unless it is told not to. */
  Connection connect() {
    try {
      return source.getConnection();
    } catch (SQLException e) {
      throw DatabaseFailure.noConnection(e);
    }
  }

  private static void commit(Connection connection) throws UnknownOutcomeException {
    try {
      connection.commit();
    } catch (SQLException e) {
      throw new UnknownOutcomeException(e);
    }
  }

  private static void rollBack(Connection connection, Throwable cause) {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
      connection.setReadOnly(false);
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }
}

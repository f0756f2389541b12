package dev.saldo.out.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Lets one at a time do something, of all instances on a database. Nobody waits for it, no table
 * and no row is locked, and the lock goes with its connection: when a process dies, the next one
 * has it at once.
 */
public final class AdvisoryLock {
  private static final String TAKE = "select pg_try_advisory_lock(hashtextextended(?, 0)) as taken";
  private static final String GIVE_BACK = "select pg_advisory_unlock(hashtextextended(?, 0))";

  private final Transactions transactions;
  private final String name;

  /**
   * A lock.
   *
   * @param source connections of which it takes one for as long as it is held
   * @param name what it is known by in the database
   */
  public AdvisoryLock(DataSource source, String name) {
    this.transactions = new Transactions(source);
    this.name = name;
  }

  /**
   * Does the work with the lock; empty, with nothing done, when somebody else has it.
   *
   * @throws dev.saldo.application.UnavailableException if the database cannot be reached
   */
  public <T> Optional<T> holding(Supplier<T> work) {
    try (Connection connection = transactions.connect()) {
      if (!ask(TAKE, connection)) {
        return Optional.empty();
      }
      try {
        return Optional.of(work.get());
      } finally {
        ask(GIVE_BACK, connection);
      }
    } catch (SQLException e) {
      throw DatabaseFailure.of(e);
    }
  }

  private boolean ask(String text, Connection connection) throws SQLException {
    return Sql.of(text, name).first(connection, row -> row.getBoolean(1)).orElse(false);
  }
}

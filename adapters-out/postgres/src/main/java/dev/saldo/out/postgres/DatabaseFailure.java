package dev.saldo.out.postgres;

import dev.saldo.application.UnavailableException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientException;
import java.util.Set;

/** Tells a database that cannot be reached now from a statement that is wrong. */
public final class DatabaseFailure {
  private static final String DEPENDENCY = "database";

  /**
   * SQLSTATE classes: connection, transaction rolled back by the server, out of resources, stopped
   * by an operator or a timeout.
   */
  private static final Set<String> OUTAGES = Set.of("08", "40", "53", "57");

  /**
   * A lock that was not to be had in time, and transactions that the server ended because they
   * stood still or took too long, as they do when it was paused.
   */
  private static final Set<String> OUT_OF_TIME = Set.of("55P03", "25P03", "25P04");

  private DatabaseFailure() {}

  /** What a caller of a port gets: the outage, or an unchecked exception for a bug. */
  public static RuntimeException of(SQLException failure) {
    return isOutage(failure)
        ? new UnavailableException(DEPENDENCY, failure)
        : new IllegalStateException("the database refused a statement", failure);
  }

  /** What a caller of a port gets when there is no connection to be had. */
  public static UnavailableException noConnection(SQLException failure) {
    return new UnavailableException(DEPENDENCY, failure);
  }

  /** Whether trying again later can help. */
  public static boolean isOutage(SQLException failure) {
    String state = failure.getSQLState();
    boolean byType =
        failure instanceof SQLTransientException
            || failure instanceof SQLRecoverableException
            || failure instanceof SQLNonTransientConnectionException
            || failure instanceof SQLTimeoutException;
    return byType
        || (state != null
            && (OUT_OF_TIME.contains(state)
                || (state.length() == 5 && OUTAGES.contains(state.substring(0, 2)))));
  }
}

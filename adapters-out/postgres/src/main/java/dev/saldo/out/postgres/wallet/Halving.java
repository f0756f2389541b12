package dev.saldo.out.postgres.wallet;

import dev.saldo.out.postgres.DatabaseFailure;
import dev.saldo.out.postgres.wallet.LedgerAudit.Finding;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Reads of many wallets at once, of which one may hold what cannot be read: a document that is
 * none, a zone that does not exist, a page that the disk has lost. Then they are read in halves
 * until that one is alone, and nothing is missed of the others. Each try ends at a savepoint, so
 * that all of it is one look at one state.
 */
final class Halving {
  /** The name of the finding of a wallet that cannot be read. */
  static final String CANNOT_BE_READ = "cannot_be_read";

  /**
   * SQLSTATE classes of failures that lie in what is read, not in the statement and not in the
   * server: data that are not what they should be or too much of them, and broken pages.
   */
  private static final Set<String> OF_ROWS = Set.of("22", "54", "XX");

  private static final int SQLSTATE_CLASS = 2;

  private Halving() {}

  /**
   * Reads what belongs to some wallets.
   *
   * @param <W> a wallet
   * @param <T> what is read of it
   */
  @FunctionalInterface
  interface Read<W, T> {
    /** Reads it. */
    List<T> of(List<W> wallets) throws SQLException;
  }

  /**
   * What all of them give.
   *
   * @param unreadable what one gives that cannot be read, with the reason in a few words
   */
  static <W, T> List<T> read(
      Connection connection, List<W> wallets, Read<W, T> read, BiFunction<W, String, T> unreadable)
      throws SQLException {
    if (wallets.isEmpty()) {
      return List.of();
    }
    Attempt<List<T>> attempt = attempt(connection, () -> read.of(wallets));
    if (attempt.result().isPresent()) {
      return attempt.result().get();
    }
    if (wallets.size() == 1) {
      return List.of(unreadable.apply(wallets.getFirst(), attempt.failure()));
    }
    int half = wallets.size() / 2;
    return Stream.concat(
            read(connection, wallets.subList(0, half), read, unreadable).stream(),
            read(connection, wallets.subList(half, wallets.size()), read, unreadable).stream())
        .toList();
  }

  /** A finding of a wallet of which something cannot be read. */
  static Finding unreadable(String invariant, String check, long wallet, String why) {
    return new Finding(invariant, CANNOT_BE_READ, wallet, check + ": " + why);
  }

  /** Something that is read. */
  @FunctionalInterface
  interface Reading<T> {
    /** Reads it. */
    T read() throws SQLException;
  }

  /**
   * One try.
   *
   * @param result empty if what was to be read cannot be
   * @param failure why not, in a few words
   */
  record Attempt<T>(Optional<T> result, String failure) {}

  /** Tries once; the transaction goes on whatever comes of it. */
  static <T> Attempt<T> attempt(Connection connection, Reading<T> reading) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      T result = reading.read();
      connection.releaseSavepoint(before);
      return new Attempt<>(Optional.of(result), "");
    } catch (SQLException e) {
      if (DatabaseFailure.isOutage(e) || !isOfRows(e)) {
        throw e;
      }
      undo(connection, before);
      return new Attempt<>(Optional.empty(), reason(e));
    } catch (RuntimeException e) {
      undo(connection, before);
      return new Attempt<>(Optional.empty(), e.getClass().getSimpleName());
    }
  }

  private static void undo(Connection connection, Savepoint before) throws SQLException {
    connection.rollback(before);
    connection.releaseSavepoint(before);
  }

  private static boolean isOfRows(SQLException failure) {
    String state = failure.getSQLState();
    return state != null
        && state.length() > SQLSTATE_CLASS
        && OF_ROWS.contains(state.substring(0, SQLSTATE_CLASS));
  }

  /** The first line, without the detail, which quotes whole documents. */
  private static String reason(SQLException failure) {
    String message = String.valueOf(failure.getMessage());
    return message.lines().findFirst().orElse("") + " (" + failure.getSQLState() + ")";
  }
}

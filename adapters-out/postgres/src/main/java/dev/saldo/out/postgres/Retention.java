package dev.saldo.out.postgres;

import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Drops the entries and operations of whole months that are older than a policy. Before a month
 * goes, each of its wallets gets a checkpoint that its history begins with from then on.
 *
 * <p>Each step is a transaction of its own, and may be tried again after any end: nothing is added
 * to the month any more; checkpoints are stored; the tables are dropped. Callers wait for the first
 * and the last, two tenths of a second at most.
 */
public final class Retention {
  /** The fewest whole months that can be kept before the current one. */
  public static final int MONTHS_MIN = 2;

  private static final String LOCK = "saldo.retention";
  private static final String LOCK_TIMEOUT = "55P03";
  private static final String DEADLOCK = "40P01";

  private static final String FINDINGS = "select findings from audit_status()";
  private static final String DUE = "select due_month(?) as month";
  private static final String SEAL = "select seal_month(?, ?)";
  private static final String CHECKPOINT = "select checkpoint_month(?, ?) as wallets";
  private static final String DROP = "select drop_month(?, ?)";

  private final Transactions transactions;
  private final AdvisoryLock lock;

  /**
   * The retention.
   *
   * @param ledger connections of the ledger's role, which take part in no other transaction; two
   *     are kept for as long as it takes
   */
  public Retention(DataSource ledger) {
    this.transactions = new Transactions(ledger);
    this.lock = new AdvisoryLock(ledger, LOCK);
  }

  /** What came of it. */
  public sealed interface Result {
    /**
     * A month was dropped.
     *
     * @param wallets how many have a new checkpoint
     */
    record Dropped(YearMonth month, long wallets) implements Result {}

    /** Somebody uses the tables, or another instance is at it: to be tried again soon. */
    record Busy() implements Result {}

    /** No month is older than the policy. */
    record NothingDue() implements Result {}

    /** Nothing is dropped while the self-audit has found something, since it may be needed. */
    record FindingsStand(long findings) implements Result {}
  }

  /**
   * Drops the oldest month if it is due.
   *
   * @param keepMonths whole months that are kept before the current one, {@value #MONTHS_MIN} at
   *     least
   * @throws dev.saldo.application.UnavailableException if the database cannot be reached
   * @throws IllegalStateException if the month's entries do not add up; it is kept then
   */
  public Result dropOldest(int keepMonths) {
    if (keepMonths < MONTHS_MIN) {
      throw new IllegalArgumentException("fewer than " + MONTHS_MIN + " months: " + keepMonths);
    }
    return lock.holding(() -> drop(keepMonths)).orElseGet(Result.Busy::new);
  }

  private Result drop(int keepMonths) {
    try {
      Optional<LocalDate> due = due(keepMonths);
      if (due.isEmpty()) {
        return new Result.NothingDue();
      }
      long findings = count(Sql.of(FINDINGS), "findings");
      if (findings > 0) {
        return new Result.FindingsStand(findings);
      }
      LocalDate month = due.get();
      run(Sql.of(SEAL, month, keepMonths));
      long wallets = count(Sql.of(CHECKPOINT, month, keepMonths), "wallets");
      run(Sql.of(DROP, month, keepMonths));
      return new Result.Dropped(YearMonth.from(month), wallets);
    } catch (SQLException e) {
      if (LOCK_TIMEOUT.equals(e.getSQLState()) || DEADLOCK.equals(e.getSQLState())) {
        return new Result.Busy();
      }
      throw DatabaseFailure.of(e);
    }
  }

  private Optional<LocalDate> due(int keepMonths) throws SQLException {
    return transactions.run(
        false,
        connection ->
            Sql.of(DUE, keepMonths)
                .first(
                    connection, row -> Optional.ofNullable(row.getObject("month", LocalDate.class)))
                .flatMap(month -> month));
  }

  private void run(Sql step) throws SQLException {
    transactions.run(false, connection -> step.first(connection, _ -> true));
  }

  private long count(Sql step, String column) throws SQLException {
    return transactions
        .run(false, connection -> step.first(connection, row -> row.getLong(column)))
        .orElse(0L);
  }
}

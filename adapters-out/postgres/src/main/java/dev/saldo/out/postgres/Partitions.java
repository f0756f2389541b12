package dev.saldo.out.postgres;

import java.sql.SQLException;
import javax.sql.DataSource;

/** The months into which the ledger's growing tables are divided, made ahead of time. */
public final class Partitions {
  private static final String ENSURE = "select ensure_partitions()";

  private final Transactions transactions;

  /** Made on connections of the ledger's role, which take part in no other transaction. */
  public Partitions(DataSource ledger) {
    this.transactions = new Transactions(ledger);
  }

  /**
   * Makes this month's partitions and those of the next three, where they are missing. Instances
   * that do it together wait for each other.
   *
   * @throws dev.saldo.application.UnavailableException if the database cannot be reached
   */
  public void ensure() {
    try {
      transactions.run(false, connection -> Sql.of(ENSURE).first(connection, _ -> true));
    } catch (SQLException e) {
      throw DatabaseFailure.of(e);
    }
  }
}

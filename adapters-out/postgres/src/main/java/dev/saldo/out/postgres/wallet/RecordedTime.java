package dev.saldo.out.postgres.wallet;

import java.time.Instant;

/** The time at which a transaction records what it writes. */
@FunctionalInterface
public interface RecordedTime {
  /** The clock of the database itself. */
  RecordedTime DATABASE = database -> database;

  /**
   * The time to record.
   *
   * @param database what the database's clock says, after the wallets were locked
   */
  Instant at(Instant database);
}

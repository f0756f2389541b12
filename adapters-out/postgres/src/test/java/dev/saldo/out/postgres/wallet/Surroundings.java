package dev.saldo.out.postgres.wallet;

import dev.saldo.domain.wallet.LedgerCommand;
import java.time.Instant;

/** What a simulated ledger lives in: its time, and what goes wrong. */
public interface Surroundings {
  /** Where in a transaction something can happen. */
  enum Point {
    /** A connection is asked for. */
    CONNECTING,
    /** No wallet is locked yet. */
    BEFORE_LOCK,
    /** The wallets are locked and were read. */
    AFTER_LOCK,
    /** Everything that commands look at was read. */
    AFTER_LOAD,
    /** The writes and the commit are on their way; nothing is stored. */
    BEFORE_COMMIT,
    /** Everything is stored; nobody has been told. */
    AFTER_COMMIT,
    /** Nothing is under way: the batch waits before it tries again. */
    PAUSING
  }

  /** What goes wrong. */
  enum Mishap {
    NONE,
    /** The connection breaks. */
    RESET,
    /** The database gives up the transaction for another one. */
    DEADLOCK,
    /** The process ends. */
    PROCESS_ENDS
  }

  /**
   * Asked at each point of each transaction, on the one thread there is: time may pass in it, and
   * other instances may do whatever they do.
   *
   * @param instance whose transaction it is
   */
  Mishap at(Point point, int instance);

  /** Whether the database refuses to store a command, whenever it is asked. */
  boolean isRefused(LedgerCommand<?> command);

  /** Nanoseconds that never go back, the same for all. */
  long nanoTime();

  /** Lets time pass. */
  void pass(long nanos);

  /** The clock of the database. */
  Instant databaseTime();
}

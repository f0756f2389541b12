package dev.saldo.out.postgres.wallet;

import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.LedgerCommand;
import java.time.Duration;

/**
 * Told what the ledger does, while it does it. Called on the threads that write; an implementation
 * is quick and does not throw.
 */
public interface LedgerWatch {
  /** Nobody looks. */
  LedgerWatch NOBODY = new LedgerWatch() {};

  /**
   * A transaction was committed.
   *
   * @param commands how many it decided
   * @param waited how long the first of them had waited for it to begin
   * @param took from its begin until its commit was answered
   */
  default void committed(int commands, Duration waited, Duration took) {}

  /** A command is about to be answered; what it decided is durable. */
  default void answered(LedgerCommand<?> command, Decision<?> decision) {}

  /** A command was turned away because its queue was full or it had waited too long. */
  default void shed() {}

  /** Commands are run again, because the connection broke or the database refused one of them. */
  default void repeated(int commands) {}
}

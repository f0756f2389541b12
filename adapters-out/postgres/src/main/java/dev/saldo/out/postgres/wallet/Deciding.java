package dev.saldo.out.postgres.wallet;

import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.LedgerCommand;
import dev.saldo.domain.wallet.Outcome;
import dev.saldo.domain.wallet.Snapshot;
import java.time.Instant;

/**
 * Who decides a command: it does so itself. Tests put a broken copy of a rule in its place, to see
 * that the instruments notice.
 */
interface Deciding {
  /** The rules of the domain. */
  Deciding BY_THE_RULES = LedgerCommand::answer;

  /** The ledger's answer to a command. */
  <R extends Outcome> Decision<R> answer(LedgerCommand<R> command, Snapshot before, Instant clock);
}

package dev.saldo.out.postgres.wallet;

import dev.saldo.domain.wallet.LedgerCommand;

/** By what rules a simulated instance decides: the real ones, or a broken copy. */
@FunctionalInterface
public interface SimulatedRules extends Deciding {
  /** The rules of the domain. */
  SimulatedRules REAL = LedgerCommand::answer;
}

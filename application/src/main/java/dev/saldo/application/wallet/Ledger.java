package dev.saldo.application.wallet;

import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.LedgerCommand;
import dev.saldo.domain.wallet.Outcome;
import java.util.List;

/**
 * The only way to move credits: decides a command on the locked wallet and stores what it changes,
 * atomically, once per key.
 *
 * <p>An answer is given after the commit. Commands of one wallet are decided one after another, in
 * some order that every reader agrees on. {@link Decision.Stale} and {@link Decision.WalletUnknown}
 * store nothing; a refusal stores its explanation and what time had made due, but nothing under the
 * key. Submitting must not happen inside a transaction of the container: the call would wait for
 * its own caller, so it throws {@link IllegalStateException}.
 *
 * <p>When the store cannot be reached, {@link dev.saldo.application.UnavailableException} is thrown
 * and the command happened once or not at all; the same key finds out.
 */
public interface Ledger extends Wallets {

  /** Decides and stores one command. */
  <R extends Outcome> Decision<R> submit(LedgerCommand<R> command);

  /** Decides and stores many; answers in input order, each command on its own. */
  List<Decision<?>> submitAll(List<? extends LedgerCommand<?>> commands);
}

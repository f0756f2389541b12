package dev.saldo.application.wallet;

import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.LedgerCommand;
import dev.saldo.domain.wallet.Outcome;
import dev.saldo.domain.wallet.Reads;
import dev.saldo.domain.wallet.Snapshot;
import dev.saldo.domain.wallet.Wallet;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;

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
public interface Ledger {

  /** Decides and stores one command. */
  <R extends Outcome> Decision<R> submit(LedgerCommand<R> command);

  /** Decides and stores many; answers in input order, each command on its own. */
  List<Decision<?>> submitAll(List<? extends LedgerCommand<?>> commands);

  /**
   * Shows a wallet without locking it, as one consistent state.
   *
   * @param reads what to show beside the wallet, its live grants and what is overdue
   */
  Sight look(TenantId tenant, WalletId wallet, BiFunction<Wallet, Instant, Reads> reads);

  /**
   * What {@link #submit} would answer now. Nothing is stored, and the command's key is not looked
   * up.
   */
  default <R extends Outcome> Decision<R> preview(LedgerCommand<R> command) {
    Sight sight = look(command.tenant(), command.wallet(), command::reads);
    return command.answer(sight.snapshot(), sight.now());
  }

  /**
   * A wallet as it was seen.
   *
   * @param now the tenant's time; what is overdue at it is in the snapshot, not yet posted
   */
  record Sight(Snapshot snapshot, Instant now) {}
}

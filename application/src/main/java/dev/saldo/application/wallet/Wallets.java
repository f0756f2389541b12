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
import java.util.function.BiFunction;

/** Wallets as they are seen, without any effect: those of the ledger, or as they would be. */
@FunctionalInterface
public interface Wallets {
  /**
   * Shows a wallet without locking it, as one consistent state.
   *
   * @param reads what to show beside the wallet, its live grants and what is overdue
   */
  Sight look(TenantId tenant, WalletId wallet, BiFunction<Wallet, Instant, Reads> reads);

  /**
   * What {@link Ledger#submit} would answer now. Nothing is stored, and the command's key is not
   * looked up.
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

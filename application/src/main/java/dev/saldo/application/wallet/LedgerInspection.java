package dev.saldo.application.wallet;

import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import java.util.List;

/**
 * Judges the stored ledger by its own rows: balances by entries, what is held by open holds,
 * counters by usage, sequences and hashes. Nothing is locked and no command waits; each call judges
 * one consistent state. What is found wrong is remembered until the same look finds it gone.
 *
 * <p>Every method throws {@link dev.saldo.application.UnavailableException} when the store does not
 * answer.
 */
public interface LedgerInspection {
  /** A wallet of a tenant. */
  record Changed(TenantId tenant, WalletId wallet) {}

  /**
   * Wallets of any tenant whose row was written since they were last inspected, whoever wrote it;
   * those that wait longest first.
   *
   * @param max how many at most
   */
  List<Changed> changed(int max);

  /**
   * Judges wallets, and remembers that they were. A wallet with a long history is judged from where
   * it was last found to end.
   */
  Inspection inspect(List<Changed> wallets);

  /** Judges everything of a tenant from its beginning. */
  Inspection inspectAll(TenantId tenant);
}

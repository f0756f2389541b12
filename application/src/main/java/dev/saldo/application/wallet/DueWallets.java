package dev.saldo.application.wallet;

import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import java.util.List;

/** Finds wallets that time has changed and nobody has called since. */
public interface DueWallets {
  /**
   * Wallets of any tenant in which something may be overdue, in no order. Nothing is locked, so
   * others may find the same ones and may have dealt with them already.
   *
   * @param max how many at most
   */
  List<Due> find(int max);

  /** A wallet in which something may be overdue. */
  record Due(TenantId tenant, WalletId wallet) {}
}

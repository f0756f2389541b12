package dev.saldo.application.wallet;

import dev.saldo.domain.Key;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.identity.Caller;
import java.util.Optional;

/** Whose wallet a caller means, and whether its key may touch it. */
public final class WalletOf {
  private WalletOf() {}

  /** The wallet of a customer; empty when unknown, not open, or not the key's customer. */
  public static Optional<WalletId> customer(Customers customers, Caller caller, Key key) {
    return caller.mayActFor(key)
        ? customers.find(caller.tenant().id(), key).filter(Customer::open).map(Customer::wallet)
        : Optional.empty();
  }

  /** Whether a key may touch a wallet: any, unless it is bound to a customer. */
  public static boolean mayTouch(Customers customers, Caller caller, WalletId wallet) {
    return caller
        .key()
        .customer()
        .map(bound -> customer(customers, caller, bound).filter(wallet::equals).isPresent())
        .orElse(true);
  }
}

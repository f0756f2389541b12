package dev.saldo.application.wallet;

import dev.saldo.domain.Key;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import java.util.Optional;

/** The stored users of customers, named by the customer's wallet. */
public interface Users {
  /** The user of this key; empty when never stored. */
  Optional<User> find(TenantId tenant, WalletId customer, Key user);

  /** Adds or replaces a user; the time of creation of one that exists stays. */
  User put(TenantId tenant, WalletId customer, User user);

  /** Forgets a user; whether there was one. */
  boolean remove(TenantId tenant, WalletId customer, Key user);
}

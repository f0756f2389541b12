package dev.saldo.application.wallet;

import dev.saldo.application.audit.Audit;
import dev.saldo.domain.Key;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import java.util.Optional;

/** The stored users of customers, named by the customer's wallet. */
public interface Users {
  /** The user of this key; empty when never stored. */
  Optional<User> find(TenantId tenant, WalletId customer, Key user);

  /**
   * Adds or replaces a user; the time of creation of one that exists stays.
   *
   * @param audit how the change is told
   */
  User put(TenantId tenant, WalletId customer, User user, Audit<User> audit);

  /**
   * Forgets a user; whether there was one.
   *
   * @param audit how the change is told
   */
  boolean remove(TenantId tenant, WalletId customer, Key user, Audit<User> audit);
}

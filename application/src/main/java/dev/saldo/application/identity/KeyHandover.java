package dev.saldo.application.identity;

import dev.saldo.domain.identity.KeySecret;
import java.util.Map;

/** Hands the first keys of new tenants to the operator, who sees them once. */
public interface KeyHandover {
  /**
   * Leaves the keys where only the operator finds them. Keys of other tenants that were left before
   * and not yet fetched stay.
   *
   * @param secrets by the tenant's slug
   */
  void leave(Map<String, KeySecret> secrets);
}

package dev.saldo.domain.identity;

import dev.saldo.domain.Key;
import java.util.Optional;

/** Who is calling, from authentication. */
public record Caller(Tenant tenant, ApiKey key) {
  /** Whether the key may act for this customer. */
  public boolean mayActFor(Key customer) {
    return key.customer().isEmpty() || key.customer().equals(Optional.of(customer));
  }
}

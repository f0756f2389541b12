package dev.saldo.domain.identity;

import dev.saldo.domain.Key;
import dev.saldo.domain.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A key of a tenant's program, without its secret.
 *
 * @param id begins with {@code key_}
 * @param customer the only customer it may act for; empty for any
 * @param expiresAt when it stops working; empty for never
 * @param previousUntil until when the secret before the last rotation still works
 * @param lastUsedAt to the minute
 */
public record ApiKey(
    String id,
    TenantId tenant,
    String name,
    Set<KeyScope> scopes,
    Optional<Key> customer,
    Instant createdAt,
    Optional<Instant> expiresAt,
    Optional<Instant> previousUntil,
    Optional<Instant> revokedAt,
    Optional<Instant> lastUsedAt) {
  public ApiKey {
    scopes = Set.copyOf(scopes);
  }

  /** Whether it still works. */
  public boolean isValidAt(Instant now) {
    return revokedAt.isEmpty() && expiresAt.filter(end -> !now.isBefore(end)).isEmpty();
  }

  /** Whether it may do what the scope allows. */
  public boolean allows(KeyScope scope) {
    return scopes.contains(KeyScope.ADMIN) || scopes.contains(scope);
  }
}

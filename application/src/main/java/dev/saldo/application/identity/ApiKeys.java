package dev.saldo.application.identity;

import dev.saldo.application.Page;
import dev.saldo.application.PageRequest;
import dev.saldo.application.audit.Audit;
import dev.saldo.domain.Sha256;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.identity.ApiKey;
import dev.saldo.domain.identity.Caller;
import java.time.Instant;
import java.util.Optional;

/** The keys of tenants. Secrets are known here only by their digest. */
public interface ApiKeys {
  /**
   * The key and tenant of a secret, also of one that was rotated and still works, whatever tenant
   * it is of; empty when there is none. Expired and revoked keys are found too.
   */
  Optional<Caller> findBySecret(Sha256 secret, Instant now);

  /** One key of a tenant. */
  Optional<ApiKey> find(TenantId tenant, String id);

  /** The keys of a tenant, newest first. */
  Page<ApiKey> list(TenantId tenant, PageRequest page);

  /** Whether no key was ever made for the tenant. */
  default boolean isEmpty(TenantId tenant) {
    return list(tenant, PageRequest.first()).data().isEmpty();
  }

  /**
   * Stores a new key, once for each request key.
   *
   * @param request the caller's idempotency key with the digest of its content, when given
   * @param audit how the change is told
   */
  Stored add(
      TenantId tenant,
      ApiKey key,
      Sha256 secret,
      Optional<RequestKey> request,
      Audit<ApiKey> audit);

  /**
   * Gives a key a new secret; the old one works until the given time.
   *
   * @param request as for {@link #add}
   * @param audit how the change is told
   */
  Stored rotate(
      TenantId tenant,
      String id,
      Sha256 secret,
      Instant previousUntil,
      Optional<RequestKey> request,
      Audit<ApiKey> audit);

  /**
   * Ends a key; the key as it is then, or empty when there is none. Ending again changes nothing.
   *
   * @param audit how the change is told
   */
  Optional<ApiKey> revoke(TenantId tenant, String id, Instant at, Audit<ApiKey> audit);

  /** Notes that a key was used; the newest time wins. */
  void used(TenantId tenant, String id, Instant at);

  /** An idempotency key, its operation, and the digest of the content. */
  record RequestKey(String operation, String key, Sha256 content) {}

  /** How storing went. */
  sealed interface Stored {
    /** It is stored. */
    record Done(ApiKey key) implements Stored {}

    /** The same request was stored before; its secret cannot be shown again. */
    record Repeated() implements Stored {}

    /** The request key was used before with other content. */
    record KeyReused() implements Stored {}

    /** There is no such key, or it is revoked. */
    record Unknown() implements Stored {}
  }
}

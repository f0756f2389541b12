package dev.saldo.application.identity;

import dev.saldo.application.audit.AuditNote;
import dev.saldo.domain.Sha256;
import dev.saldo.domain.TenantId;
import java.time.Instant;
import java.util.Optional;

/** The clocks of test tenants, the same for every instance at once. Live tenants have none. */
public interface TestClocks {
  /** Where a tenant's clock stands; empty when it was never set, and for every live tenant. */
  Optional<Instant> find(TenantId tenant);

  /** What a request did under this key; empty when it did nothing yet. */
  Optional<Moved> remembered(TenantId tenant, RequestKey request);

  /**
   * Sets the clock of a test tenant, once for each request key.
   *
   * @param from where it has to stand for that; empty when it must not be set yet
   * @param to where it stands then
   * @param note what is told of it
   * @throws IllegalStateException if the tenant is live
   */
  Moved move(
      TenantId tenant,
      Optional<Instant> from,
      Instant to,
      Optional<RequestKey> request,
      AuditNote note);

  /** An idempotency key and the digest of the content. */
  record RequestKey(String key, Sha256 content) {}

  /** How it went. */
  sealed interface Moved {
    /** It stands there. */
    record Done(Instant at) implements Moved {}

    /** The same request was done before, and set the clock to this. */
    record Repeated(Instant at) implements Moved {}

    /** The request key was used before with other content. */
    record KeyReused() implements Moved {}

    /** The clock stands elsewhere than it was thought to. */
    record Overtaken() implements Moved {}
  }
}

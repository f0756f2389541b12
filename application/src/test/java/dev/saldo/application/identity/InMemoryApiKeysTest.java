package dev.saldo.application.identity;

import dev.saldo.domain.identity.Tenant;
import java.util.UUID;

final class InMemoryApiKeysTest extends ApiKeysContract {
  private final InMemoryTenants tenants = new InMemoryTenants();
  private final InMemoryApiKeys keys = new InMemoryApiKeys(tenants);

  @Override
  protected ApiKeys keys() {
    return keys;
  }

  @Override
  protected Tenant newTenant() {
    return tenants.add("tenant-" + UUID.randomUUID(), false);
  }
}

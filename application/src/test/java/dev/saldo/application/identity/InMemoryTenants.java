package dev.saldo.application.identity;

import dev.saldo.domain.TenantId;
import dev.saldo.domain.identity.Tenant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The tenants of tests, numbered from 1. */
public final class InMemoryTenants implements Tenants {
  private final Map<String, Tenant> bySlug = new LinkedHashMap<>();

  @Override
  public synchronized Optional<Tenant> find(String slug) {
    return Optional.ofNullable(bySlug.get(slug));
  }

  @Override
  public synchronized Tenant add(String slug, boolean test) {
    return bySlug.computeIfAbsent(
        slug, _ -> new Tenant(new TenantId(bySlug.size() + 1L), slug, test, true));
  }

  /** The tenant of this id, which must be there. */
  synchronized Tenant get(TenantId id) {
    return bySlug.values().stream()
        .filter(tenant -> tenant.id().equals(id))
        .findFirst()
        .orElseThrow();
  }
}

package dev.saldo.application.identity;

import dev.saldo.domain.identity.Tenant;
import java.util.Optional;

/** The tenants of this installation. */
public interface Tenants {
  /** The tenant of this slug. */
  Optional<Tenant> find(String slug);

  /** Adds a tenant; the one that is there when the slug is taken. */
  Tenant add(String slug, boolean test);
}

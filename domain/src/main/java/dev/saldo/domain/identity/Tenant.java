package dev.saldo.domain.identity;

import dev.saldo.domain.TenantId;

/**
 * An organisation that runs its product on this installation.
 *
 * @param test whether providers answer in a sandbox and time can be moved
 */
public record Tenant(TenantId id, String slug, boolean test, boolean active) {}

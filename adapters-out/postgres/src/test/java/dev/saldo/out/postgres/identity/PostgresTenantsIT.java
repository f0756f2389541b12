package dev.saldo.out.postgres.identity;

import dev.saldo.application.identity.Tenants;
import dev.saldo.application.identity.TenantsContract;
import dev.saldo.out.postgres.TenantWork;
import dev.saldo.out.postgres.TestDatabase;

final class PostgresTenantsIT extends TenantsContract {
  @Override
  protected Tenants tenants() {
    return new PostgresTenants(new TenantWork(TestDatabase.get().app()));
  }
}

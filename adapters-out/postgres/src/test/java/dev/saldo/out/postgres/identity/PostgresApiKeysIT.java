package dev.saldo.out.postgres.identity;

import dev.saldo.application.identity.ApiKeys;
import dev.saldo.application.identity.ApiKeysContract;
import dev.saldo.domain.identity.Tenant;
import dev.saldo.out.postgres.TenantWork;
import dev.saldo.out.postgres.TestDatabase;

final class PostgresApiKeysIT extends ApiKeysContract {
  @Override
  protected ApiKeys keys() {
    return new PostgresApiKeys(new TenantWork(TestDatabase.get().app()));
  }

  @Override
  protected Tenant newTenant() {
    return TestDatabase.get().newTenant(false);
  }
}

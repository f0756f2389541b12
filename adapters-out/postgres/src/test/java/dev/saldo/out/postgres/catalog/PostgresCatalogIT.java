package dev.saldo.out.postgres.catalog;

import dev.saldo.application.catalog.Catalog;
import dev.saldo.application.catalog.CatalogContract;
import dev.saldo.domain.TenantId;
import dev.saldo.out.postgres.TenantWork;
import dev.saldo.out.postgres.TestDatabase;

final class PostgresCatalogIT extends CatalogContract {
  @Override
  protected Catalog newInstance() {
    return new PostgresCatalog(new TenantWork(TestDatabase.get().app()));
  }

  @Override
  protected TenantId newTenant() {
    return TestDatabase.get().newTenant(false).id();
  }
}

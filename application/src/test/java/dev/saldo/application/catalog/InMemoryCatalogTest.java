package dev.saldo.application.catalog;

import dev.saldo.application.wallet.InMemoryLedger;
import dev.saldo.application.wallet.ManualClock;
import dev.saldo.application.wallet.Samples;
import dev.saldo.domain.TenantId;

final class InMemoryCatalogTest extends CatalogContract {
  private final ManualClock clock = new ManualClock(Samples.START);
  private final InMemoryCatalog first = new InMemoryCatalog(new InMemoryLedger(clock, clock));
  private long lastTenant;

  @Override
  protected Catalog newInstance() {
    return first.otherInstance();
  }

  @Override
  protected TenantId newTenant() {
    return new TenantId(++lastTenant);
  }
}

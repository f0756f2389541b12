package dev.saldo.application.identity;

import dev.saldo.application.wallet.Samples;
import dev.saldo.domain.TenantId;

final class InMemoryTestClocksTest extends TestClocksContract {
  private final InMemoryTestClocks clocks = new InMemoryTestClocks();

  @Override
  protected TestClocks clocks() {
    return clocks;
  }

  @Override
  protected TestClocks elsewhere() {
    return clocks;
  }

  @Override
  protected TenantId newTenant(boolean test) {
    TenantId tenant = Samples.newTenant();
    if (!test) {
      clocks.live(tenant);
    }
    return tenant;
  }
}

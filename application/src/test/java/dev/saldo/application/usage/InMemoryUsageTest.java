package dev.saldo.application.usage;

import dev.saldo.application.wallet.InMemoryLedger;
import dev.saldo.application.wallet.ManualClock;

final class InMemoryUsageTest extends UsageContract {
  @Override
  protected Stores stores(ManualClock clock) {
    InMemoryLedger ledger = new InMemoryLedger(clock, clock);
    return new Stores(ledger, new InMemoryUsage(ledger));
  }
}

package dev.saldo.application.wallet;

import dev.saldo.application.identity.TenantClock;

final class InMemoryDueWalletsTest extends DueWalletsContract {
  @Override
  protected Stores stores(ManualClock clock) {
    InMemoryFixture books = InMemoryFixture.on(clock);
    return new Stores(
        books, new InMemoryDueWallets(books.ledger(), new TenantClock(books.clocks(), clock)));
  }
}

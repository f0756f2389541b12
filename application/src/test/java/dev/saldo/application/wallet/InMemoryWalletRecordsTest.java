package dev.saldo.application.wallet;

final class InMemoryWalletRecordsTest extends WalletRecordsContract {
  @Override
  protected Stores stores(ManualClock clock) {
    InMemoryFixture books = InMemoryFixture.on(clock);
    return new Stores(books, new InMemoryWalletRecords(books.ledger(), clock));
  }
}

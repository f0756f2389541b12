package dev.saldo.application.wallet;

final class InMemoryLedgerTest extends LedgerContract {
  @Override
  protected LedgerFixture fixture(ManualClock clock) {
    return InMemoryFixture.on(clock);
  }
}

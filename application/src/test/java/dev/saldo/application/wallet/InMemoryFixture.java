package dev.saldo.application.wallet;

import dev.saldo.application.audit.Untold;
import dev.saldo.application.identity.InMemoryTestClocks;
import dev.saldo.application.identity.TenantClock;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.limit.Counter;
import dev.saldo.domain.limit.CounterKey;
import dev.saldo.domain.wallet.DecisionRecord;
import dev.saldo.domain.wallet.Entry;
import dev.saldo.domain.wallet.Grant;
import dev.saldo.domain.wallet.Hold;
import dev.saldo.domain.wallet.UsageRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The in-memory ledger, laid open. */
public record InMemoryFixture(InMemoryLedger ledger, InMemoryTestClocks clocks)
    implements LedgerFixture {
  /** A new one on this clock, which records everything at {@link Samples#START}. */
  public static InMemoryFixture on(ManualClock clock) {
    InMemoryTestClocks clocks = new InMemoryTestClocks();
    return new InMemoryFixture(
        new InMemoryLedger(new TenantClock(clocks, clock), () -> Samples.START), clocks);
  }

  @Override
  public TenantId newTestTenant() {
    return Samples.newTenant();
  }

  @Override
  public void testClock(TenantId tenant, Instant at) {
    clocks.move(tenant, clocks.find(tenant), at, Optional.empty(), Untold.note());
  }

  @Override
  public void catalogVersion(TenantId tenant, int version) {
    ledger.catalogVersion(tenant, version);
  }

  @Override
  public List<Entry> entries(WalletId wallet) {
    return ledger.entries(wallet);
  }

  @Override
  public List<Grant> grants(WalletId wallet) {
    return ledger.grants(wallet);
  }

  @Override
  public List<Hold> holds(WalletId wallet) {
    return ledger.holds(wallet);
  }

  @Override
  public Map<CounterKey, Counter> counters(WalletId wallet) {
    return ledger.counters(wallet);
  }

  @Override
  public List<UsageRecord> usage(WalletId wallet) {
    return ledger.usage(wallet);
  }

  @Override
  public List<DecisionRecord> decisions(WalletId wallet) {
    return ledger.decisions(wallet);
  }
}

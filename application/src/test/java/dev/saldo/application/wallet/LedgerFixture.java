package dev.saldo.application.wallet;

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

/** A ledger under test, with what it has stored laid open. Tenants 1 and 2 exist. */
public interface LedgerFixture {
  /** The ledger; rules follow the clock of the test, rows are recorded at {@link Samples#START}. */
  Ledger ledger();

  /** Makes a catalogue of this number the tenant's current one; it begins with 1. */
  void catalogVersion(TenantId tenant, int version);

  /** A test tenant of its own, whose catalogue has number 1; its clock was never set. */
  TenantId newTestTenant();

  /** Sets the clock of a test tenant. */
  void testClock(TenantId tenant, Instant at);

  /** The entries of a wallet, the first one first. */
  List<Entry> entries(WalletId wallet);

  /** All grants of a wallet, the oldest first. */
  List<Grant> grants(WalletId wallet);

  /** All holds of a wallet, the oldest first. */
  List<Hold> holds(WalletId wallet);

  /** The counters of a wallet that were ever touched. */
  Map<CounterKey, Counter> counters(WalletId wallet);

  /** The usage records of a wallet, the first one first. */
  List<UsageRecord> usage(WalletId wallet);

  /** The stored decisions of a wallet, the first one first. */
  List<DecisionRecord> decisions(WalletId wallet);
}

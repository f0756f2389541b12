package dev.saldo.application.wallet;

import dev.saldo.application.Clock;
import dev.saldo.domain.TenantId;
import java.util.List;
import java.util.stream.Stream;

/** Looks through the wallets of the in-memory ledger. */
public final class InMemoryDueWallets implements DueWallets {
  private final InMemoryLedger ledger;
  private final Clock clock;

  public InMemoryDueWallets(InMemoryLedger ledger, Clock clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  @Override
  public List<Due> find(int max) {
    return ledger.tenants().flatMap(this::due).limit(max).toList();
  }

  private Stream<Due> due(TenantId tenant) {
    return ledger.wallets(tenant).stream()
        .filter(wallet -> !wallet.nextDue().isAfter(clock.now(tenant)))
        .map(wallet -> new Due(tenant, wallet.id()));
  }
}

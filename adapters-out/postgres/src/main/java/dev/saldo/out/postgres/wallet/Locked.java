package dev.saldo.out.postgres.wallet;

import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.wallet.Snapshot;
import dev.saldo.domain.wallet.Wallet;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the first round trip of a transaction brings.
 *
 * @param wallets those that exist and are of the tenants asked for
 * @param unchanged those of them that are as they were known
 * @param recordedAt read after the locks were given
 */
record Locked(
    Map<WalletId, Wallet> wallets,
    Set<WalletId> unchanged,
    Map<TenantId, TenantState> tenants,
    Instant recordedAt) {
  /**
   * What decisions look at of a tenant.
   *
   * @param catalogVersion 0 before the first
   * @param testClock where the clock of a test tenant stands; empty when it was never set
   */
  record TenantState(boolean active, int catalogVersion, Optional<Instant> testClock) {
    static final TenantState UNKNOWN = new TenantState(false, 0, Optional.empty());
  }

  Optional<Wallet> wallet(WalletId id) {
    return Optional.ofNullable(wallets.get(id));
  }

  /** What a command about a wallet that is not there is shown. */
  Snapshot nothing(TenantId id) {
    TenantState state = tenant(id);
    return new Snapshot(
        state.active(),
        state.catalogVersion(),
        Optional.empty(),
        Map.of(),
        Map.of(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        recordedAt);
  }

  /** The tenant's time: its test clock's, or else the real one. */
  Instant now(TenantId id, InstantSource real) {
    return tenant(id).testClock().orElseGet(real::instant);
  }

  TenantState tenant(TenantId id) {
    return tenants.getOrDefault(id, TenantState.UNKNOWN);
  }
}

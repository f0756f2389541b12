package dev.saldo.application.wallet;

import dev.saldo.domain.Key;
import dev.saldo.domain.WalletId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What people know of a customer. Plan, zone and credits are in the wallet.
 *
 * @param open whether the wallet has been opened; a customer whose opening was interrupted is not
 */
public record Customer(
    Key key,
    WalletId wallet,
    Optional<String> name,
    Set<String> groups,
    Map<String, String> metadata,
    Instant createdAt,
    boolean open) {
  public Customer {
    groups = Set.copyOf(groups);
    metadata = Map.copyOf(metadata);
  }
}

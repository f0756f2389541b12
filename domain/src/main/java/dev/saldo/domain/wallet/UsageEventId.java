package dev.saldo.domain.wallet;

import dev.saldo.domain.PublicId;
import dev.saldo.domain.WalletId;

/** Identifies a charge of usage that had no hold; its text begins with {@code evt_}. */
public record UsageEventId(WalletId wallet, long number) {
  private static final String PREFIX = "evt_";

  @Override
  public String toString() {
    return PublicId.format(PREFIX, wallet, number);
  }
}

package dev.saldo.application.wallet;

import dev.saldo.domain.WalletId;
import java.time.Instant;

/** Gives new wallets their ids: rising with time, and not to be guessed from one another. */
public interface WalletIds {
  /** A new id. */
  WalletId next(Instant now);
}

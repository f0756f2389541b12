package dev.saldo.server;

import dev.saldo.application.identity.Secrets;
import dev.saldo.application.wallet.WalletIds;
import dev.saldo.domain.WalletId;
import java.security.SecureRandom;
import java.time.Instant;

/** Everything that must not be guessed. */
final class Randomness implements Secrets, WalletIds {
  private static final int RANDOM_BITS = 20;

  private final SecureRandom random = new SecureRandom();

  @Override
  public byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  @Override
  public WalletId next(Instant now) {
    return new WalletId((now.toEpochMilli() << RANDOM_BITS) | random.nextInt(1 << RANDOM_BITS));
  }
}

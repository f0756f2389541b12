package dev.saldo.application.identity;

import java.util.Random;

/** Bytes that look random and are the same in each run. */
final class SeededSecrets implements Secrets {
  private final Random random = new Random(42);

  @Override
  public byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}

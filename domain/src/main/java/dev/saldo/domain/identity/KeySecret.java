package dev.saldo.domain.identity;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.domain.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;

/**
 * The secret text of an API key: {@code saldo_live_} or {@code saldo_test_}, 256 random bits and a
 * checksum. It is shown once and stored only as a digest.
 */
public record KeySecret(String value) {
  private static final String LIVE = "saldo_live_";
  private static final String TEST = "saldo_test_";
  private static final int PREFIX_LENGTH = LIVE.length();
  private static final int GIVEN_LENGTH_MIN = 32;
  private static final int GIVEN_LENGTH_MAX = 256;
  private static final int RANDOM_BYTES = 32;

  public KeySecret {
    require(
        value.startsWith(LIVE) || value.startsWith(TEST),
        "must begin with saldo_live_ or saldo_test_");
    int rest = value.length() - PREFIX_LENGTH;
    require(
        rest >= GIVEN_LENGTH_MIN && rest <= GIVEN_LENGTH_MAX,
        "must have at least 32 characters after its prefix");
  }

  /**
   * Makes a secret.
   *
   * @param random 32 random bytes
   */
  public static KeySecret of(boolean test, byte[] random) {
    require(random.length == RANDOM_BYTES, "must be 32 bytes");
    CRC32 checksum = new CRC32();
    checksum.update(random);
    return new KeySecret(
        (test ? TEST : LIVE)
            + Base64.getUrlEncoder().withoutPadding().encodeToString(random)
            + String.format("%08x", checksum.getValue()));
  }

  /** Whether it is a key of a test tenant. */
  public boolean isTest() {
    return value.startsWith(TEST);
  }

  /** What is stored of it. */
  public Sha256 digest() {
    return Sha256.of(value.getBytes(StandardCharsets.UTF_8));
  }

  /** Nothing of the secret. */
  @Override
  public String toString() {
    return value.substring(0, PREFIX_LENGTH) + "…";
  }
}

package dev.saldo.application.wallet;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.domain.Sha256;
import dev.saldo.domain.wallet.CommandKey;

/**
 * The idempotency key of a request, with the digest of its path and parsed body.
 *
 * @param key 1 to 255 printable characters
 */
public record RequestKey(String key, Sha256 content) {
  private static final int LENGTH_MAX = 255;

  public RequestKey {
    require(
        !key.isEmpty()
            && key.length() <= LENGTH_MAX
            && key.chars().allMatch(c -> c >= ' ' && c <= '~'),
        "must be 1 to 255 printable characters");
  }

  CommandKey of(String operation) {
    return new CommandKey(operation, key, content);
  }
}

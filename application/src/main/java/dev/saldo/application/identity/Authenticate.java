package dev.saldo.application.identity;

import dev.saldo.domain.InvalidValueException;
import dev.saldo.domain.Sha256;
import dev.saldo.domain.identity.ApiKey;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.identity.KeySecret;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Finds out who is calling from the secret of an API key. */
public final class Authenticate {
  private final ApiKeys keys;
  private final InstantSource time;

  /**
   * @param time the real time: keys expire by it, also in a test tenant whose clock was moved
   */
  public Authenticate(ApiKeys keys, InstantSource time) {
    this.keys = keys;
    this.time = time;
  }

  /**
   * The caller; empty for every secret that does not work, whatever the reason. The key's last use
   * is noted, to the minute.
   */
  public Optional<Caller> authenticate(String secret) {
    Instant now = time.instant();
    Optional<Caller> caller =
        digest(secret)
            .flatMap(digest -> keys.findBySecret(digest, now))
            .filter(found -> found.key().isValidAt(now));
    caller.map(Caller::key).ifPresent(key -> noteUse(key, now.truncatedTo(ChronoUnit.MINUTES)));
    return caller;
  }

  private static Optional<Sha256> digest(String secret) {
    try {
      return Optional.of(new KeySecret(secret).digest());
    } catch (InvalidValueException _) {
      return Optional.empty();
    }
  }

  private void noteUse(ApiKey key, Instant minute) {
    if (key.lastUsedAt().filter(last -> !last.isBefore(minute)).isEmpty()) {
      keys.used(key.tenant(), key.id(), minute);
    }
  }
}

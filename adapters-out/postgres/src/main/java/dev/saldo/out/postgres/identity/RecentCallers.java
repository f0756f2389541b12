package dev.saldo.out.postgres.identity;

import dev.saldo.domain.Sha256;
import dev.saldo.domain.identity.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Who called lately. A secret that does not work is never remembered. */
final class RecentCallers {
  /** How old what is known of a caller may be. */
  static final Duration AGE_MAX = Duration.ofSeconds(1);

  private static final int CALLERS_MAX = 10_000;

  private final Map<Sha256, Seen> bySecret = new ConcurrentHashMap<>();
  private final Map<String, Instant> lastUse = new ConcurrentHashMap<>();

  private record Seen(Caller caller, Instant at, Instant until) {
    boolean isGoodAt(Instant now) {
      return !now.isBefore(at) && now.isBefore(until);
    }
  }

  /** The caller of a secret, if that was read a moment ago. */
  Optional<Caller> find(Sha256 secret, Instant now) {
    return Optional.ofNullable(bySecret.get(secret))
        .filter(seen -> seen.isGoodAt(now))
        .map(Seen::caller);
  }

  /** Remembers what was read at this instant, but not beyond the end of a rotated secret. */
  void remember(Sha256 secret, Caller caller, Instant now) {
    Instant until = now.plus(AGE_MAX);
    Instant end =
        caller
            .key()
            .previousUntil()
            .filter(previous -> previous.isAfter(now) && previous.isBefore(until))
            .orElse(until);
    if (bySecret.size() >= CALLERS_MAX) {
      bySecret.values().removeIf(seen -> !seen.isGoodAt(now));
    }
    if (bySecret.size() < CALLERS_MAX) {
      bySecret.put(secret, new Seen(caller, now, end));
    }
  }

  /** Forgets a key that was changed here. */
  void forget(String key) {
    bySecret.values().removeIf(seen -> seen.caller().key().id().equals(key));
  }

  /** Whether a use is later than every one that was noted here: then it is worth a write. */
  boolean isNewUse(String key, Instant at) {
    if (lastUse.size() >= CALLERS_MAX) {
      lastUse.clear();
    }
    Instant[] before = new Instant[1];
    lastUse.merge(
        key,
        at,
        (noted, next) -> {
          before[0] = noted;
          return next.isAfter(noted) ? next : noted;
        });
    return before[0] == null || at.isAfter(before[0]);
  }
}

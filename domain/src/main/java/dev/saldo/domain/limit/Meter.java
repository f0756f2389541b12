package dev.saldo.domain.limit;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.domain.ModelId;
import java.time.Instant;

/**
 * What a limit counts, inside one wallet: of whom, where, what, and over which time. It never names
 * the rule that sets the maximum, so a changed maximum meets the same count.
 *
 * @param subject as counters name it: see {@link LimitSubject}
 * @param feature empty text for all features together
 * @param target a provider's slug, a model, or empty text for all together
 */
public record Meter(
    String subject, String feature, String target, LimitUnit unit, WindowKind window) {
  public Meter {
    require(
        window != WindowKind.OPEN || unit == LimitUnit.CALLS,
        "a limit on open authorizations must count calls");
    require(
        window != WindowKind.RATE || unit != LimitUnit.CREDITS,
        "a rate must count calls or tokens");
  }

  /** The calls of a user to a provider in a feature: what cells of the matrix limit. */
  public static Meter ofCalls(String user, String feature, String provider, WindowKind window) {
    return new Meter(user, feature, provider, LimitUnit.CALLS, window);
  }

  /** Whether calls to a model count. */
  public boolean covers(ModelId model) {
    return target.isEmpty() || target.equals(model.provider()) || target.equals(model.toString());
  }

  /** The counter of the window that begins at a time. */
  public CounterKey from(Instant windowStart) {
    return new CounterKey(subject, feature, target, unit, window, windowStart);
  }
}

package dev.saldo.domain.wallet;

import dev.saldo.domain.Key;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.limit.CounterKey;
import dev.saldo.domain.limit.Meter;
import dev.saldo.domain.limit.Window;
import dev.saldo.domain.matrix.MatrixContext;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who wants to call what: the context of an authorization.
 *
 * @param user empty for the customer's anonymous user
 * @param role the role asked for, or the feature's default
 * @param wanted the model asked for; empty when the matrix decides
 * @param metadata the caller's own, at most 16 keys of 500 characters
 */
public record Call(
    Optional<String> user,
    String feature,
    Optional<String> activity,
    String profile,
    Set<String> groups,
    Optional<String> role,
    Optional<ModelId> wanted,
    Map<String, String> metadata) {
  public Call {
    groups = Set.copyOf(groups);
    metadata = Map.copyOf(metadata);
  }

  /**
   * What the matrix is asked for this call.
   *
   * @param allowFallback whether other models may follow the wanted one
   * @param customer whose call it is
   * @param at when, by the tenant's clock
   */
  public MatrixContext on(String plan, boolean allowFallback, Key customer, Instant at) {
    return new MatrixContext(
        plan,
        feature,
        profile,
        groups,
        Optional.of(customer.value()),
        user,
        role,
        wanted,
        allowFallback,
        Set.of(),
        at);
  }

  /** What counts this call in a window when a provider serves it. */
  CounterKey counter(String provider, Window window) {
    return Meter.ofCalls(countedUser(), feature, provider, window.kind()).from(window.start());
  }

  /** The user as counters name it: empty text for the anonymous one. */
  public String countedUser() {
    return user.orElse("");
  }
}

package dev.saldo.application.wallet;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.domain.Key;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.wallet.Authorize;
import dev.saldo.domain.wallet.Estimate;
import dev.saldo.domain.wallet.HoldId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A call that somebody wants to make.
 *
 * @param user empty for the customer's anonymous user
 * @param profile instead of the stored user's; only from keys that are not bound to a customer
 * @param groups likewise
 * @param estimate empty for the feature's usual size
 * @param lifetime how long to hold; one second to 24 hours
 * @param allowFallback whether other models may serve when the wanted one cannot
 * @param parent the authorization of the run that the call belongs to
 * @param downgrade whether a cheaper model may be taken when credits do not suffice
 */
public record CallRequest(
    Key customer,
    Optional<Key> user,
    String feature,
    Optional<String> activity,
    Optional<String> profile,
    Optional<Set<String>> groups,
    Optional<String> role,
    Optional<ModelId> model,
    Optional<Estimate> estimate,
    Duration lifetime,
    boolean allowFallback,
    boolean downgrade,
    Map<String, String> metadata,
    Optional<HoldId> parent) {
  private static final int METADATA_KEYS_MAX = 16;
  private static final int METADATA_LENGTH_MAX = 500;

  public CallRequest {
    require(
        lifetime.compareTo(Duration.ofSeconds(1)) >= 0
            && lifetime.compareTo(Authorize.LIFETIME_MAX) <= 0,
        "must be 1 second to 24 hours");
    requireMetadata(metadata);
    groups = groups.map(Set::copyOf);
    metadata = Map.copyOf(metadata);
  }

  /** Throws unless there are at most 16 keys, and keys and values of at most 500 characters. */
  public static void requireMetadata(Map<String, String> metadata) {
    require(metadata.size() <= METADATA_KEYS_MAX, "must have at most 16 keys");
    metadata.forEach(
        (key, value) ->
            require(
                key.length() <= METADATA_LENGTH_MAX && value.length() <= METADATA_LENGTH_MAX,
                "must have keys and values of at most 500 characters"));
  }

  /** The same call on another model. */
  CallRequest onModel(ModelId other) {
    return new CallRequest(
        customer,
        user,
        feature,
        activity,
        profile,
        groups,
        role,
        Optional.of(other),
        estimate,
        lifetime,
        false,
        downgrade,
        metadata,
        parent);
  }

  /** The same call with another estimate. */
  CallRequest withEstimate(Estimate other) {
    return new CallRequest(
        customer,
        user,
        feature,
        activity,
        profile,
        groups,
        role,
        model,
        Optional.of(other),
        lifetime,
        allowFallback,
        downgrade,
        metadata,
        parent);
  }

  /** The same call, whichever model the matrix prefers. */
  CallRequest onAnyModel() {
    return new CallRequest(
        customer,
        user,
        feature,
        activity,
        profile,
        groups,
        role,
        Optional.empty(),
        estimate,
        lifetime,
        allowFallback,
        downgrade,
        metadata,
        parent);
  }
}

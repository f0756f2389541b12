package dev.saldo.application.wallet;

import dev.saldo.domain.Key;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.Sha256;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.domain.wallet.Evidence;
import dev.saldo.domain.wallet.UsageEvent;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One event of usage without a hold, as somebody reports it.
 *
 * @param content the digest of what is reported, which tells the same event from another one
 * @param user empty for the customer's anonymous user
 * @param role empty for the feature's first role
 * @param model empty when the matrix is to say which model served
 * @param at when it was used
 */
public record UsageReport(
    UsageEvent.Name name,
    Sha256 content,
    Key customer,
    Optional<Key> user,
    String feature,
    Optional<String> activity,
    Optional<String> role,
    Optional<ModelId> model,
    Instant at,
    TokenUsage usage,
    Evidence evidence,
    boolean succeeded,
    Map<String, String> metadata) {
  public UsageReport {
    CallRequest.requireMetadata(metadata);
    metadata = Map.copyOf(metadata);
  }
}

package dev.saldo.domain.matrix;

import dev.saldo.domain.ModelId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What the matrix is asked.
 *
 * @param customer whose call it is; empty when the question is about a plan alone
 * @param role empty for the feature's first role
 * @param model the model that is wanted; empty for any
 * @param allowFallback whether other models may follow the wanted one
 * @param openCircuits the slugs of providers that fail at present
 * @param at when, by the tenant's clock: overrides begin and end
 */
public record MatrixContext(
    String plan,
    String feature,
    String profile,
    Set<String> groups,
    Optional<String> customer,
    Optional<String> user,
    Optional<String> role,
    Optional<ModelId> model,
    boolean allowFallback,
    Set<String> openCircuits,
    Instant at) {
  /** The profile that may also use providers that are being tested. */
  public static final String ADMIN = "admin";

  public MatrixContext {
    groups = Set.copyOf(groups);
    openCircuits = Set.copyOf(openCircuits);
  }
}

package dev.saldo.domain.matrix;

import dev.saldo.domain.ModelId;
import java.util.Optional;
import java.util.Set;

/**
 * What the matrix is asked.
 *
 * @param role empty for the feature's first role
 * @param model the model that is wanted; empty for any
 * @param allowFallback whether other models may follow the wanted one
 * @param openCircuits the slugs of providers that fail at present
 */
public record MatrixContext(
    String plan,
    String feature,
    String profile,
    Set<String> groups,
    Optional<String> user,
    Optional<String> role,
    Optional<ModelId> model,
    boolean allowFallback,
    Set<String> openCircuits) {
  /** The profile that may also use providers that are being tested. */
  public static final String ADMIN = "admin";

  public MatrixContext {
    groups = Set.copyOf(groups);
    openCircuits = Set.copyOf(openCircuits);
  }
}

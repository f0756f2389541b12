package dev.saldo.domain.wallet;

import dev.saldo.domain.ModelId;
import java.util.Set;

/**
 * What a grant may be used for. An empty set allows all.
 *
 * @param features slugs of features
 * @param models models, or slugs of providers
 */
public record Scope(Set<String> features, Set<String> models) {
  /** Everything. */
  public static final Scope ALL = new Scope(Set.of(), Set.of());

  public Scope {
    features = Set.copyOf(features);
    models = Set.copyOf(models);
  }

  /** Whether nothing is excluded. */
  public boolean isAll() {
    return features.isEmpty() && models.isEmpty();
  }

  /** Whether a call of this feature on this model may use the grant. */
  public boolean allows(String feature, ModelId model) {
    return (features.isEmpty() || features.contains(feature))
        && (models.isEmpty()
            || models.contains(model.toString())
            || models.contains(model.provider()));
  }
}

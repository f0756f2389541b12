package dev.saldo.domain.matrix;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.domain.Slug;
import java.math.BigDecimal;

/**
 * The part that a provider plays in a feature.
 *
 * @param role such as {@code analysis} or {@code voting}
 * @param weight how much it is preferred; the heaviest comes first
 */
public record RoleAssignment(
    String feature, String provider, String role, BigDecimal weight, boolean active) {
  public RoleAssignment {
    Slug.of(feature);
    Slug.of(provider);
    Slug.of(role);
    require(weight.signum() >= 0, "a weight must not be negative");
    weight = weight.stripTrailingZeros();
  }

  /** The assignment for people: feature, role and provider. */
  public String label() {
    return feature + "/" + role + "/" + provider;
  }
}

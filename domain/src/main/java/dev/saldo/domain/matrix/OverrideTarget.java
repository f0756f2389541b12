package dev.saldo.domain.matrix;

import dev.saldo.domain.Slug;
import java.util.Optional;

/**
 * What an override is about.
 *
 * @param plan the base plan, in any version; empty for every plan
 * @param profile empty for every profile but {@code admin}
 */
public record OverrideTarget(
    String feature, String provider, Optional<String> plan, Optional<String> profile) {
  public OverrideTarget {
    Slug.of(feature);
    Slug.of(provider);
    plan.ifPresent(Slug::of);
    profile.ifPresent(Slug::of);
  }

  boolean matches(MatrixContext context) {
    return (plan.isEmpty() || plan.get().equals(context.plan()))
        && profile
            .map(context.profile()::equals)
            .orElseGet(() -> !context.profile().equals(MatrixContext.ADMIN));
  }
}

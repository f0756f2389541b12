package dev.saldo.domain.matrix;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.domain.Slug;
import dev.saldo.domain.pricing.TokenUsage;
import java.util.Optional;

/**
 * Something the product offers that uses AI.
 *
 * @param typical what a call usually uses
 * @param holdSize what is set aside for a call that gives no estimate; else the typical usage
 */
public record Feature(
    String slug,
    String name,
    FeatureCategory category,
    Optional<TokenUsage> typical,
    Optional<TokenUsage> holdSize,
    FeatureBilling billing,
    boolean active) {
  public Feature {
    Slug.of(slug);
    require(!name.isBlank(), "feature " + slug + " must have a name");
  }

  /** The usage that is assumed of a call that gives no estimate. */
  public Optional<TokenUsage> estimate() {
    return holdSize.or(() -> typical);
  }
}

package dev.saldo.in.rest.catalog;

import dev.saldo.domain.matrix.Feature;
import dev.saldo.domain.matrix.RoleAssignment;
import dev.saldo.in.rest.wallet.UsageBody;
import dev.saldo.in.rest.wire.WireText;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A feature on the wire. */
@Schema(
    name = "Feature",
    description = "Something the product offers that uses AI.",
    requiredProperties = {"slug", "name", "category", "billing", "active", "roles"})
public record FeatureBody(
    @Schema(examples = "diary_analysis") String slug,
    @Schema(examples = "Diary analysis") String name,
    @Schema(description = "`analysis`, `chat`, `generation` or `admin`", examples = "analysis")
        String category,
    @Schema(description = "`own`, `included` or `free`", examples = "own") String billing,
    boolean active,
    @Schema(description = "What a call usually uses") @Nullable UsageBody typical,
    @Schema(
            description =
                "What is held for a call that gives no estimate; left out: what it usually uses")
        @Nullable UsageBody holdSize,
    @Schema(description = "The parts that providers play; the first role is the default")
        List<RoleBody> roles) {

  /** The part that a provider plays in a feature. */
  @Schema(
      name = "FeatureRole",
      description = "The part that a provider plays in a feature.",
      requiredProperties = {"role", "provider", "weight", "active"})
  public record RoleBody(
      @Schema(examples = "analysis") String role,
      @Schema(examples = "openai") String provider,
      @Schema(description = "Decimal; the heaviest comes first", examples = "1") String weight,
      boolean active) {
    static RoleBody from(RoleAssignment role) {
      return new RoleBody(
          role.role(), role.provider(), role.weight().toPlainString(), role.active());
    }
  }

  static FeatureBody from(Feature feature, List<RoleAssignment> roles) {
    return new FeatureBody(
        feature.slug(),
        feature.name(),
        WireText.word(feature.category()),
        WireText.word(feature.billing()),
        feature.active(),
        feature.typical().map(UsageBody::from).orElse(null),
        feature.holdSize().map(UsageBody::from).orElse(null),
        roles.stream()
            .filter(role -> role.feature().equals(feature.slug()))
            .map(RoleBody::from)
            .toList());
  }
}

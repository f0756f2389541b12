package dev.saldo.in.rest.catalog;

import static java.util.Objects.requireNonNullElse;

import dev.saldo.domain.Slug;
import dev.saldo.domain.matrix.Feature;
import dev.saldo.domain.matrix.FeatureBilling;
import dev.saldo.domain.matrix.FeatureCategory;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.in.rest.problem.Reading;
import dev.saldo.in.rest.wallet.UsageBody;
import dev.saldo.in.rest.wire.WireText;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A feature in a catalogue on the wire. */
@Schema(name = "Feature", description = "Something the product offers that uses AI.")
public record CatalogFeature(
    @NotNull @Schema(examples = "diary_analysis") String slug,
    @Size(min = 1, max = 200) @Schema(description = "Left out: the slug") @Nullable String name,
    @NotNull
        @Schema(description = "`analysis`, `chat`, `generation` or `admin`", examples = "analysis")
        String category,
    @Valid @Schema(description = "What a call usually uses") @Nullable UsageBody typical,
    @Valid
        @Schema(
            description =
                "What is held for a call that gives no estimate; left out: what it usually uses")
        @Nullable UsageBody holdSize,
    @Schema(description = "`own`, `included` or `free`; left out: `own`") @Nullable String billing,
    @Schema(description = "Left out: true") @Nullable Boolean active) {

  static CatalogFeature from(Feature feature) {
    return new CatalogFeature(
        feature.slug(),
        feature.name(),
        WireText.word(feature.category()),
        feature.typical().map(UsageBody::from).orElse(null),
        feature.holdSize().map(UsageBody::from).orElse(null),
        WireText.word(feature.billing()),
        feature.active());
  }

  Feature toFeature(String field) {
    return new Feature(
        Reading.value(field + ".slug", slug, Slug::of),
        requireNonNullElse(name, slug),
        Reading.choice(field + ".category", category, FeatureCategory.class),
        usage(field + ".typical", typical),
        usage(field + ".hold_size", holdSize),
        Reading.choice(
            field + ".billing", requireNonNullElse(billing, "own"), FeatureBilling.class),
        requireNonNullElse(active, true));
  }

  private static Optional<TokenUsage> usage(String field, @Nullable UsageBody body) {
    return Optional.ofNullable(body).map(usage -> usage.toUsage(field));
  }
}

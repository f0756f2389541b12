package dev.saldo.in.rest.catalog;

import static java.util.Objects.requireNonNullElse;

import dev.saldo.domain.Credits;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.limit.LimitRule;
import dev.saldo.domain.limit.LimitSubject;
import dev.saldo.domain.limit.LimitUnit;
import dev.saldo.domain.limit.WindowKind;
import dev.saldo.in.rest.problem.Reading;
import dev.saldo.in.rest.wire.WireText;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A limit beside the cells of the matrix, in a catalogue on the wire. */
@Schema(
    name = "CatalogLimit",
    description =
        "A limit beside those of the matrix. Of two that count the same, one for a plan and one "
            + "for all, the plan's is for its customers.")
public record CatalogLimit(
    @NotNull
        @Schema(
            description = "What it is called in answers; not `daily` or `monthly`",
            examples = "tokens-a-minute")
        String slug,
    @Schema(description = "Whose customers it is for; left out: all", examples = "free")
        @Nullable String plan,
    @Schema(
            description =
                "Whose use is counted together: each `user`, the members of a `group` inside one "
                    + "customer, or the `customer`; left out: `user`",
            examples = "customer")
        @Nullable String subject,
    @Schema(description = "The group, for subject `group`", examples = "beta")
        @Nullable String group,
    @Schema(description = "Left out: all together", examples = "user_chat")
        @Nullable String feature,
    @Schema(description = "Left out: all together", examples = "openai") @Nullable String provider,
    @Schema(
            description = "Instead of a provider; left out: all together",
            examples = "openai/gpt-4o-mini")
        @Nullable String model,
    @Schema(description = "`calls`, `tokens` or `credits`; left out: `calls`", examples = "tokens")
        @Nullable String unit,
    @NotNull
        @Schema(
            description =
                "`minute`, `hour`, `day`, `week`, `month` or the billing `cycle`: so much in each;"
                    + " `rate`: so much a minute, evenly; `open`: so many authorizations at one"
                    + " time",
            examples = "rate")
        String window,
    @PositiveOrZero @Schema(description = "Of calls or tokens", examples = "90000")
        @Nullable Long max,
    @Schema(description = "Of credits, instead of `max`", examples = "50")
        @Nullable String maxCredits,
    @Schema(
            description = "`hard` refuses; `soft` lets through and tells; left out: `hard`",
            examples = "hard")
        @Nullable String mode) {
  private enum Mode {
    HARD,
    SOFT
  }

  static CatalogLimit from(LimitRule rule) {
    boolean isInCredits = rule.unit() == LimitUnit.CREDITS;
    return new CatalogLimit(
        rule.slug(),
        rule.plan().orElse(null),
        WireText.word(rule.subject()),
        rule.group().orElse(null),
        rule.feature().orElse(null),
        rule.provider().orElse(null),
        rule.model().map(ModelId::toString).orElse(null),
        WireText.word(rule.unit()),
        WireText.word(rule.window()),
        isInCredits ? null : rule.max(),
        isInCredits ? new Credits(rule.max()).toString() : null,
        WireText.word(rule.soft() ? Mode.SOFT : Mode.HARD));
  }

  LimitRule toRule(String field) {
    LimitUnit counted =
        Reading.choice(field + ".unit", requireNonNullElse(unit, "calls"), LimitUnit.class);
    return new LimitRule(
        slug,
        Optional.ofNullable(plan),
        Reading.choice(field + ".subject", requireNonNullElse(subject, "user"), LimitSubject.class),
        Optional.ofNullable(group),
        Optional.ofNullable(feature),
        Optional.ofNullable(provider),
        Reading.optional(field + ".model", model, ModelId::parse),
        counted,
        Reading.choice(field + ".window", window, WindowKind.class),
        maximum(field, counted),
        Reading.choice(field + ".mode", requireNonNullElse(mode, "hard"), Mode.class) == Mode.SOFT);
  }

  private long maximum(String field, LimitUnit counted) {
    boolean isInCredits = counted == LimitUnit.CREDITS;
    String wrong = isInCredits ? ".max" : ".max_credits";
    if (isInCredits ? max != null : maxCredits != null) {
      throw Reading.invalid(field + wrong, "unit", "is not for a limit in this unit");
    }
    if (isInCredits) {
      return Decimals.credits(field + ".max_credits", required(field + ".max_credits", maxCredits))
          .micros();
    }
    return required(field + ".max", max);
  }

  private static <T> T required(String field, @Nullable T value) {
    if (value == null) {
      throw Reading.invalid(field, "required", "is required");
    }
    return value;
  }
}

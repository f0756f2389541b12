package dev.saldo.in.rest.wallet;

import dev.saldo.application.wallet.QuoteUsage;
import dev.saldo.domain.Key;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.Slug;
import dev.saldo.in.rest.problem.Reading;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Usage whose price is asked. */
@Schema(name = "QuoteRequest", description = "Usage whose price is asked.")
public record QuoteRequest(
    @Schema(
            description = "Key of a customer, whose plan decides; not together with `plan`",
            examples = "school-42")
        @Nullable String customer,
    @Schema(
            description = "Slug of a plan; without customer and plan, the catalogue's default",
            examples = "professional")
        @Nullable String plan,
    @NotNull @Schema(description = "Slug of the feature", examples = "diary_analysis")
        String feature,
    @Schema(
            description = "`provider/model`; left out, the one the matrix prefers",
            examples = "openai/gpt-4o-mini")
        @Nullable String model,
    @NotNull @Valid UsageBody usage) {

  QuoteUsage.Request toCommand() {
    if (customer != null && plan != null) {
      throw Reading.invalid("plan", "customer_or_plan", "rule.customer_or_plan");
    }
    return new QuoteUsage.Request(
        Reading.optional("customer", customer, Key::new),
        Reading.optional("plan", plan, Slug::of),
        Reading.value("feature", feature, Slug::of),
        Reading.optional("model", model, ModelId::parse),
        usage.toUsage("usage"));
  }
}

package dev.saldo.in.rest.wallet;

import dev.saldo.application.wallet.ResolveRoutes;
import dev.saldo.domain.Key;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.Slug;
import dev.saldo.in.rest.problem.Reading;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A context for the matrix: of a customer, or of a plan without one. */
@Schema(
    name = "ResolutionRequest",
    description = "A context for the matrix; exactly one of `customer` and `plan` is given.")
public record ResolutionRequest(
    @Schema(description = "Key of a customer, whose plan decides", examples = "school-42")
        @Nullable String customer,
    @Schema(description = "Slug of a plan", examples = "professional") @Nullable String plan,
    @NotNull @Schema(description = "Slug of the feature", examples = "diary_analysis")
        String feature,
    @Schema(description = "Instead of the stored user's", examples = "professional")
        @Nullable String profile,
    @Size(max = 32) @Schema(description = "Instead of the stored user's", examples = "[\"beta\"]")
        @Nullable List<@NotNull String> groups,
    @Schema(description = "Key of a user", examples = "ana") @Nullable String user,
    @Schema(description = "The feature's first role when left out", examples = "analysis")
        @Nullable String role,
    @Schema(description = "Only this model", examples = "openai/gpt-4o-mini")
        @Nullable String model) {

  ResolveRoutes.Request toCommand() {
    if ((customer == null) == (plan == null)) {
      throw Reading.invalid("customer", "customer_or_plan", "rule.customer_or_plan");
    }
    return new ResolveRoutes.Request(
        Reading.optional("customer", customer, Key::new),
        Reading.optional("plan", plan, Slug::of),
        Reading.value("feature", feature, Slug::of),
        Reading.optional("profile", profile, Slug::of),
        Optional.ofNullable(groups).map(names -> Reading.set("groups", names, Slug::of)),
        Reading.optional("user", user, Key::new),
        Reading.optional("role", role, Slug::of),
        Reading.optional("model", model, ModelId::parse));
  }

  /** The first member that a key bound to a customer may not say; null when there is none. */
  @Nullable String contextOfItsOwn() {
    if (profile != null) {
      return "profile";
    }
    if (groups != null) {
      return "groups";
    }
    return plan == null ? null : "plan";
  }
}

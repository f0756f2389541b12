package dev.saldo.in.rest.wallet;

import dev.saldo.application.wallet.CallRequest;
import dev.saldo.domain.Key;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.Slug;
import dev.saldo.domain.wallet.Authorize;
import dev.saldo.domain.wallet.HoldId;
import dev.saldo.in.rest.problem.Reading;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A call that somebody wants to make. */
@Schema(name = "AuthorizationRequest", description = "A call that somebody wants to make.")
public record AuthorizationRequest(
    @NotNull @Schema(description = "Key of the customer", examples = "school-42") String customer,
    @Schema(
            description = "Key of the user; left out for the customer's anonymous user",
            examples = "ana")
        @Nullable String user,
    @NotNull @Schema(description = "Slug of the feature", examples = "diary_analysis")
        String feature,
    @Schema(description = "A finer label for reports", examples = "mind_map")
        @Nullable String activity,
    @Schema(
            description = "Instead of the stored user's; only with a key not bound to a customer",
            examples = "professional")
        @Nullable String profile,
    @Size(max = 32)
        @Schema(description = "Instead of the stored user's; likewise", examples = "[\"beta\"]")
        @Nullable List<@NotNull String> groups,
    @Schema(description = "The feature's first role when left out", examples = "analysis")
        @Nullable String role,
    @Schema(
            description = "`provider/model`; left out, the matrix decides",
            examples = "openai/gpt-4o-mini")
        @Nullable String model,
    @Valid @Schema(description = "Left out, the feature's usual size")
        @Nullable EstimateBody estimate,
    @Schema(
            description = "How long to hold: an ISO 8601 duration of 1 second to 24 hours",
            defaultValue = "PT15M",
            examples = "PT10M")
        @Nullable String expiresIn,
    @Schema(description = "Whether other models may serve when `model` cannot")
        @Nullable Boolean allowFallback,
    @Schema(description = "Whether a cheaper model may be taken when credits do not suffice")
        @Nullable Boolean downgrade,
    @Size(max = 16) @Schema(description = "The caller's own: at most 16 members of 500 characters")
        @Nullable Map<@Size(max = 500) String, @NotNull @Size(max = 500) String> metadata,
    @Schema(
            description =
                "Id of the authorization of the run that the call belongs to: it draws on what "
                    + "that holds, then on the wallet, and lives no longer",
            examples = "auth_06g3z1kq00000000000000001a")
        @Nullable String parent) {

  /** The request for the use case, or an invalid request that names the field. */
  CallRequest toCommand() {
    return new CallRequest(
        Reading.value("customer", customer, Key::new),
        Reading.optional("user", user, Key::new),
        Reading.value("feature", feature, Slug::of),
        Reading.optional("activity", activity, Slug::of),
        Reading.optional("profile", profile, Slug::of),
        Optional.ofNullable(groups).map(names -> Reading.set("groups", names, Slug::of)),
        Reading.optional("role", role, Slug::of),
        Reading.optional("model", model, ModelId::parse),
        Optional.ofNullable(estimate).map(EstimateBody::toEstimate),
        Reading.optional("expires_in", expiresIn, ExtensionRequest::lifetime)
            .orElse(Authorize.LIFETIME_DEFAULT),
        Boolean.TRUE.equals(allowFallback),
        Boolean.TRUE.equals(downgrade),
        metadata == null ? Map.of() : metadata,
        Reading.optional("parent", parent, HoldId::parse));
  }
}

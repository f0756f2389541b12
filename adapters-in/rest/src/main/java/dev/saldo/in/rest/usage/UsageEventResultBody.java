package dev.saldo.in.rest.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.saldo.domain.wallet.UsageEvent;
import dev.saldo.domain.wallet.UsageOutcome;
import dev.saldo.in.rest.problem.Problem;
import dev.saldo.in.rest.problem.ProblemBody;
import dev.saldo.in.rest.problem.Texts;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What became of one event, on the wire. */
@Schema(
    name = "UsageEventResult",
    description = "What became of one event.",
    requiredProperties = "state")
public record UsageEventResultBody(
    @Schema(description = "The event's own; left out when it had none", examples = "lesson-8841")
        @Nullable String id,
    @Schema(description = "The event's own; left out when it had none", examples = "tutor-app")
        @Nullable String source,
    @Schema(
            description =
                "`accepted`: charged now. `duplicate`: charged before, with what was answered "
                    + "then. `rejected`: not charged, and not remembered",
            enumeration = {"accepted", "duplicate", "rejected"})
        String state,
    @Schema(description = "Left out when rejected") @Nullable UsageChargeBody charge,
    @Schema(
            description =
                "Why it was rejected: `invalid_request`, `customer_unknown`, `feature_unknown`, "
                    + "`feature_not_in_plan`, `model_not_allowed`, `no_provider_available`, "
                    + "`event_id_reused`, `event_time_refused`",
            examples = "invalid_request")
        @Nullable String code,
    @Schema(description = "The same for a person, in the language of Accept-Language")
        @Nullable String detail,
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @Schema(description = "The broken rules, when the event is invalid")
        List<ProblemBody.FieldError> errors) {

  static UsageEventResultBody charged(
      UsageEvent.Name name, UsageOutcome.Charged charged, boolean repeated) {
    return new UsageEventResultBody(
        name.id(),
        name.source(),
        repeated ? "duplicate" : "accepted",
        UsageChargeBody.from(charged),
        null,
        null,
        List.of());
  }

  static UsageEventResultBody rejected(
      Optional<String> id, Optional<String> source, Problem problem, Texts texts) {
    ProblemBody told = problem.in(texts);
    return new UsageEventResultBody(
        id.orElse(null),
        source.orElse(null),
        "rejected",
        null,
        told.code(),
        told.detail(),
        told.errors());
  }
}

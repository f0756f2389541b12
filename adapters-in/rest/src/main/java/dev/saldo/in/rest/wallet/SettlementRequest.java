package dev.saldo.in.rest.wallet;

import dev.saldo.application.wallet.AmendCall;
import dev.saldo.application.wallet.SettleCall;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.Sha256;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.domain.wallet.Amend;
import dev.saldo.domain.wallet.Evidence;
import dev.saldo.in.rest.problem.Reading;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What an authorized call really used. */
@Schema(name = "SettlementRequest", description = "What the call really used.")
public record SettlementRequest(
    @Valid
        @Schema(
            description =
                "Left out when nobody knows: then the estimate is charged, or nothing for a call "
                    + "that failed")
        @Nullable UsageBody usage,
    @Schema(
            description = "What the figures rest on",
            enumeration = {"provider_final", "provider_partial", "estimated", "none"},
            defaultValue = "provider_final")
        @Nullable String evidence,
    @Schema(
            description = "The model that was really used, when it was not the route",
            examples = "openai/gpt-4o-mini")
        @Nullable String model,
    @Schema(
            description = "Whether the call did what it was for",
            enumeration = {"succeeded", "failed"},
            defaultValue = "succeeded")
        @Nullable String outcome,
    @Size(max = 16) @Schema(description = "The caller's own: at most 16 members of 500 characters")
        @Nullable Map<@Size(max = 500) String, @NotNull @Size(max = 500) String> metadata) {

  private enum CallOutcome {
    SUCCEEDED,
    FAILED
  }

  /**
   * What is known now; of a call that succeeded its usage must be.
   *
   * @param content the digest of the request
   */
  AmendCall.Known toCorrection(Sha256 content) {
    SettleCall.Used used = toCommand(content);
    if (used.usage().isEmpty() && used.succeeded()) {
      throw Reading.invalid("usage", "needed_to_amend", "rule.needed_to_amend");
    }
    return new AmendCall.Known(
        content,
        new Amend.Report(
            used.usage().orElse(TokenUsage.NOTHING),
            used.evidence(),
            used.model(),
            used.succeeded()),
        used.metadata());
  }

  /**
   * What was used.
   *
   * @param content the digest of the request
   */
  SettleCall.Used toCommand(Sha256 content) {
    boolean succeeded =
        outcome == null
            || Reading.choice("outcome", outcome, CallOutcome.class) == CallOutcome.SUCCEEDED;
    return new SettleCall.Used(
        content,
        Optional.ofNullable(usage)
            .map(used -> succeeded ? used.toUsage("usage") : used.toUsageOfFailure("usage")),
        evidence == null
            ? Evidence.PROVIDER_FINAL
            : Reading.choice("evidence", evidence, Evidence.class),
        Reading.optional("model", model, ModelId::parse),
        succeeded,
        metadata == null ? Map.of() : metadata);
  }
}

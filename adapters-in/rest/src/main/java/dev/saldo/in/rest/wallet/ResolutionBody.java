package dev.saldo.in.rest.wallet;

import dev.saldo.domain.matrix.Candidate;
import dev.saldo.domain.matrix.Resolution;
import dev.saldo.in.rest.wire.WireText;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What the matrix answers, on the wire. */
@Schema(
    name = "Resolution",
    description = "The models that may serve a call, the preferred one first.",
    requiredProperties = "data")
public record ResolutionBody(
    List<CandidateBody> data,
    @Schema(
            description =
                "Why there is none: `feature_unknown`, `feature_not_in_plan`, "
                    + "`model_not_allowed` or `no_provider_available`",
            examples = "feature_not_in_plan")
        @Nullable String reason) {

  /** A model that may serve. */
  @Schema(
      name = "Candidate",
      description = "A model that may serve a call.",
      requiredProperties = {"provider", "name", "model", "role", "weight", "origin", "degraded"})
  public record CandidateBody(
      @Schema(description = "Slug of the provider", examples = "openai") String provider,
      @Schema(description = "Name of the provider", examples = "OpenAI") String name,
      @Schema(examples = "openai/gpt-4o-mini") String model,
      @Schema(examples = "analysis") String role,
      @Schema(description = "Decimal; the heaviest comes first", examples = "1") String weight,
      @Schema(description = "Calls of a user a day; left out for no limit", examples = "10")
          @Nullable Long dailyLimit,
      @Schema(description = "Calls of a user a month; left out for no limit", examples = "200")
          @Nullable Long monthlyLimit,
      @Schema(description = "`standard`, `promo` or `exclusive`", examples = "standard")
          String origin,
      @Schema(description = "Whether the provider fails at present") boolean degraded) {
    static CandidateBody from(Candidate candidate) {
      return new CandidateBody(
          candidate.model().provider(),
          candidate.providerName(),
          candidate.model().toString(),
          candidate.role(),
          candidate.weight().stripTrailingZeros().toPlainString(),
          candidate.dailyCalls().orElse(null),
          candidate.monthlyCalls().orElse(null),
          WireText.word(candidate.origin()),
          candidate.degraded());
    }
  }

  /** The answer as it is shown. */
  public static ResolutionBody from(Resolution resolution) {
    return switch (resolution) {
      case Resolution.Resolved resolved ->
          new ResolutionBody(
              resolved.candidates().stream().map(CandidateBody::from).toList(), null);
      case Resolution.Unresolved unresolved ->
          new ResolutionBody(List.of(), RefusalBody.code(unresolved.reason()).wire());
    };
  }
}

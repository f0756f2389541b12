package dev.saldo.in.rest.wallet;

import dev.saldo.domain.Credits;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.domain.wallet.Estimate;
import dev.saldo.in.rest.problem.Reading;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a call is expected to need: usage, or credits. */
@Schema(
    name = "Estimate",
    description =
        "What the call is expected to need: either `credits` alone, or counts, which are priced "
            + "like a settlement.")
public record EstimateBody(
    @Size(max = 32)
        @Schema(description = "Credits as a decimal, at most 6 decimals", examples = "7")
        @Nullable String credits,
    @PositiveOrZero @Max(TokenUsage.CALLS_MAX) @Schema(description = "Calls; 1 when left out")
        @Nullable Long calls,
    @PositiveOrZero @Max(TokenUsage.COUNT_MAX) @Schema(examples = "1500")
        @Nullable Long inputTokens,
    @PositiveOrZero @Max(TokenUsage.COUNT_MAX) @Schema(examples = "800")
        @Nullable Long outputTokens,
    @PositiveOrZero @Max(TokenUsage.COUNT_MAX) @Nullable Long cacheReadTokens,
    @PositiveOrZero @Max(TokenUsage.COUNT_MAX) @Nullable Long cacheWriteTokens,
    @PositiveOrZero @Max(TokenUsage.COUNT_MAX) @Nullable Long reasoningTokens,
    @PositiveOrZero @Max(TokenUsage.COUNT_MAX) @Nullable Long audioInputTokens,
    @PositiveOrZero @Max(TokenUsage.COUNT_MAX) @Nullable Long audioOutputTokens,
    @Size(max = TokenUsage.UNITS_MAX)
        @Schema(description = "Named units such as pages, images or minutes")
        @Nullable Map<String, @NotNull @PositiveOrZero @Max(TokenUsage.COUNT_MAX) Long> units) {

  static EstimateBody from(Estimate estimate) {
    return switch (estimate) {
      case Estimate.OfCredits(Credits flat) ->
          new EstimateBody(flat.toString(), null, null, null, null, null, null, null, null, null);
      case Estimate.OfUsage(TokenUsage usage) -> {
        UsageBody counts = UsageBody.from(usage);
        yield new EstimateBody(
            null,
            counts.calls(),
            counts.inputTokens(),
            counts.outputTokens(),
            counts.cacheReadTokens(),
            counts.cacheWriteTokens(),
            counts.reasoningTokens(),
            counts.audioInputTokens(),
            counts.audioOutputTokens(),
            counts.units());
      }
    };
  }

  Estimate toEstimate() {
    if (credits == null) {
      return new Estimate.OfUsage(
          new UsageBody(
                  calls,
                  inputTokens,
                  outputTokens,
                  cacheReadTokens,
                  cacheWriteTokens,
                  reasoningTokens,
                  audioInputTokens,
                  audioOutputTokens,
                  units)
              .toUsage("estimate"));
    }
    if (hasCounts()) {
      throw Reading.invalid("estimate", "credits_or_usage", "rule.credits_or_usage");
    }
    return new Estimate.OfCredits(Reading.value("estimate.credits", credits, Credits::parse));
  }

  private boolean hasCounts() {
    return Stream.of(
            calls,
            inputTokens,
            outputTokens,
            cacheReadTokens,
            cacheWriteTokens,
            reasoningTokens,
            audioInputTokens,
            audioOutputTokens,
            units == null || units.isEmpty() ? null : units)
        .anyMatch(Objects::nonNull);
  }
}

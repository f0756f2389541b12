package dev.saldo.in.rest.wallet;

import dev.saldo.domain.pricing.TokenClass;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.in.rest.problem.Reading;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.EnumMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Usage on the wire. A count that is left out is 0, except {@code calls}. */
@Schema(
    name = "TokenUsage",
    description =
        "What calls used. Classes of tokens are disjoint: what is counted as cache read is not "
            + "counted as input again.")
public record UsageBody(
    @PositiveOrZero
        @Max(TokenUsage.CALLS_MAX)
        @Schema(description = "Calls; 1 when left out, 0 for a failed call that used nothing")
        @Nullable Long calls,
    @PositiveOrZero @Max(TokenUsage.COUNT_MAX) @Schema(examples = "1432")
        @Nullable Long inputTokens,
    @PositiveOrZero @Max(TokenUsage.COUNT_MAX) @Schema(examples = "611")
        @Nullable Long outputTokens,
    @PositiveOrZero @Max(TokenUsage.COUNT_MAX) @Nullable Long cacheReadTokens,
    @PositiveOrZero @Max(TokenUsage.COUNT_MAX) @Nullable Long cacheWriteTokens,
    @PositiveOrZero @Max(TokenUsage.COUNT_MAX) @Nullable Long reasoningTokens,
    @PositiveOrZero @Max(TokenUsage.COUNT_MAX) @Nullable Long audioInputTokens,
    @PositiveOrZero @Max(TokenUsage.COUNT_MAX) @Nullable Long audioOutputTokens,
    @Size(max = TokenUsage.UNITS_MAX)
        @Schema(description = "Named units such as pages, images or minutes")
        @Nullable Map<String, @NotNull @PositiveOrZero @Max(TokenUsage.COUNT_MAX) Long> units) {

  /** Counts as they were given; what is nothing is left out. */
  public static UsageBody from(TokenUsage usage) {
    return new UsageBody(
        usage.calls(),
        count(usage, TokenClass.INPUT),
        count(usage, TokenClass.OUTPUT),
        count(usage, TokenClass.CACHE_READ),
        count(usage, TokenClass.CACHE_WRITE),
        count(usage, TokenClass.REASONING),
        count(usage, TokenClass.AUDIO_INPUT),
        count(usage, TokenClass.AUDIO_OUTPUT),
        usage.units().isEmpty() ? null : usage.units());
  }

  /** The usage of a call that succeeded. */
  public TokenUsage toUsage(String field) {
    return toUsage(field, 1);
  }

  /** The usage of a call that failed: without tokens and units it counts for nothing. */
  public TokenUsage toUsageOfFailure(String field) {
    boolean nothing = tokens().values().stream().allMatch(count -> count == 0);
    return toUsage(field, nothing && counted().isEmpty() ? 0 : 1);
  }

  private TokenUsage toUsage(String field, long callsByDefault) {
    return Reading.value(
        field,
        "",
        _ -> new TokenUsage(calls == null ? callsByDefault : calls, tokens(), counted()));
  }

  private Map<String, Long> counted() {
    return units == null ? Map.of() : units;
  }

  private Map<TokenClass, Long> tokens() {
    Map<TokenClass, Long> tokens = new EnumMap<>(TokenClass.class);
    put(tokens, TokenClass.INPUT, inputTokens);
    put(tokens, TokenClass.OUTPUT, outputTokens);
    put(tokens, TokenClass.CACHE_READ, cacheReadTokens);
    put(tokens, TokenClass.CACHE_WRITE, cacheWriteTokens);
    put(tokens, TokenClass.REASONING, reasoningTokens);
    put(tokens, TokenClass.AUDIO_INPUT, audioInputTokens);
    put(tokens, TokenClass.AUDIO_OUTPUT, audioOutputTokens);
    return tokens;
  }

  private static void put(Map<TokenClass, Long> tokens, TokenClass kind, @Nullable Long count) {
    if (count != null) {
      tokens.put(kind, count);
    }
  }

  private static @Nullable Long count(TokenUsage usage, TokenClass kind) {
    long count = usage.tokens(kind);
    return count == 0 ? null : count;
  }
}

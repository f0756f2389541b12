package dev.saldo.in.rest.wallet;

import dev.saldo.domain.limit.LimitState;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A limit in one window on the wire. */
@Schema(
    name = "Limit",
    description = "A limit as it stands in its window.",
    requiredProperties = {
      "name",
      "subject",
      "unit",
      "feature",
      "provider",
      "max",
      "used",
      "reserved",
      "remaining",
      "resets_at"
    })
public record LimitBody(
    @Schema(description = "`daily` or `monthly`", examples = "daily") String name,
    @Schema(description = "Whose calls are counted", examples = "user") String subject,
    @Schema(description = "What is counted", examples = "calls") String unit,
    @Schema(examples = "diary_analysis") String feature,
    @Schema(examples = "openai") String provider,
    @Schema(examples = "10") long max,
    @Schema(description = "Made", examples = "2") long used,
    @Schema(description = "Set aside by open authorizations", examples = "1") long reserved,
    @Schema(description = "Left: never below 0", examples = "7") long remaining,
    @Schema(
            description = "When the next window begins, in the customer's time zone",
            examples = "2026-11-02T00:00:00-03:00")
        OffsetDateTime resetsAt) {

  static LimitBody from(LimitState state, ZoneId zone) {
    return new LimitBody(
        state.limit().window().limitName(),
        "user",
        "calls",
        state.feature(),
        state.provider(),
        state.limit().max(),
        state.counter().used(),
        state.counter().reserved(),
        state.remaining(),
        OffsetDateTime.ofInstant(state.window().end(), zone));
  }

  static List<LimitBody> from(List<LimitState> states, ZoneId zone) {
    return states.stream().map(state -> from(state, zone)).toList();
  }
}

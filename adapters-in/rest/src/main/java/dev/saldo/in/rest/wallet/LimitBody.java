package dev.saldo.in.rest.wallet;

import dev.saldo.domain.limit.Limit;
import dev.saldo.domain.limit.LimitState;
import dev.saldo.domain.limit.LimitSubject;
import dev.saldo.domain.limit.LimitUnit;
import dev.saldo.domain.limit.Meter;
import dev.saldo.in.rest.wire.WireText;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A limit as it stands, on the wire. */
@Schema(
    name = "Limit",
    description =
        "A limit as it stands. Of calls and tokens, `max`, `used`, `reserved` and `remaining` are "
            + "there; of credits, `credits` is.",
    requiredProperties = {"name", "subject", "unit", "window", "mode", "exceeded"})
public record LimitBody(
    @Schema(
            description = "`daily` and `monthly` are those of the matrix; else that of the limit",
            examples = "daily")
        String name,
    @Schema(
            description = "Whose use is counted together: `user`, `group` or `customer`",
            examples = "user")
        String subject,
    @Schema(description = "The group, when it counts one", examples = "beta")
        @Nullable String group,
    @Schema(description = "`calls`, `tokens` or `credits`", examples = "calls") String unit,
    @Schema(
            description =
                "`minute`, `hour`, `day`, `week`, `month`, the billing `cycle`, a `rate` a "
                    + "minute, or what is `open` at one time",
            examples = "day")
        String window,
    @Schema(description = "`hard` refuses, `soft` only tells", examples = "hard") String mode,
    @Schema(description = "Left out for all together", examples = "diary_analysis")
        @Nullable String feature,
    @Schema(description = "Left out for all together", examples = "openai")
        @Nullable String provider,
    @Schema(description = "Left out for all together", examples = "openai/gpt-4o-mini")
        @Nullable String model,
    @Schema(examples = "10") @Nullable Long max,
    @Schema(description = "Made; of a rate: not flowed out yet", examples = "2")
        @Nullable Long used,
    @Schema(description = "Set aside by open authorizations", examples = "1")
        @Nullable Long reserved,
    @Schema(description = "Left: never below 0", examples = "7") @Nullable Long remaining,
    @Nullable CreditsBody credits,
    @Schema(description = "Whether more is taken than it allows") boolean exceeded,
    @Schema(
            description =
                "When it counts from nothing again, in the customer's time zone; left out for "
                    + "`open`",
            examples = "2026-11-02T00:00:00-03:00")
        @Nullable OffsetDateTime resetsAt) {

  /** How a limit in credits stands. */
  @Schema(
      name = "LimitCredits",
      description = "How a limit in credits stands.",
      requiredProperties = {"max", "used", "reserved", "remaining"})
  public record CreditsBody(
      @Schema(examples = "50") String max,
      @Schema(examples = "12.5") String used,
      @Schema(examples = "2") String reserved,
      @Schema(examples = "35.5") String remaining) {
    static CreditsBody from(LimitState state) {
      return new CreditsBody(
          WireText.credits(state.limit().max()),
          WireText.credits(state.counter().used()),
          WireText.credits(state.counter().reserved()),
          WireText.credits(state.remaining()));
    }
  }

  static LimitBody from(LimitState state, ZoneId zone) {
    Limit limit = state.limit();
    Meter meter = limit.meter();
    boolean isInCredits = meter.unit() == LimitUnit.CREDITS;
    boolean isOfModel = meter.target().indexOf('/') >= 0;
    return new LimitBody(
        limit.name(),
        WireText.word(LimitSubject.of(meter.subject())),
        LimitSubject.groupOf(meter.subject()).orElse(null),
        WireText.word(meter.unit()),
        WireText.word(meter.window()),
        limit.soft() ? "soft" : "hard",
        filled(meter.feature()),
        isOfModel ? null : filled(meter.target()),
        isOfModel ? meter.target() : null,
        isInCredits ? null : limit.max(),
        isInCredits ? null : state.counter().used(),
        isInCredits ? null : state.counter().reserved(),
        isInCredits ? null : state.remaining(),
        isInCredits ? CreditsBody.from(state) : null,
        state.isExceeded(),
        state.resetsAt().map(at -> OffsetDateTime.ofInstant(at, zone)).orElse(null));
  }

  static List<LimitBody> from(List<LimitState> states, ZoneId zone) {
    return states.stream().map(state -> from(state, zone)).toList();
  }

  private static @Nullable String filled(String text) {
    return text.isEmpty() ? null : text;
  }
}

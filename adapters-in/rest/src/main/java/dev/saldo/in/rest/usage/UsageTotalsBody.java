package dev.saldo.in.rest.usage;

import dev.saldo.application.usage.UsageTotals;
import dev.saldo.domain.Credits;
import dev.saldo.domain.pricing.TokenClass;
import dev.saldo.in.rest.wire.WireText;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Sums of usage on the wire. */
@Schema(
    name = "UsageTotals",
    description = "Sums of usage.",
    requiredProperties = {"calls", "tokens", "units", "credits", "charged", "not_charged"})
public record UsageTotalsBody(
    @Schema(
            description =
                "What the sums are of: slug of a feature, `provider/model`, or a local day",
            examples = "diary_analysis")
        @Nullable String name,
    @Schema(examples = "12") long calls,
    @Schema(description = "By class: `input`, `output`, `cache_read`, …") Map<String, Long> tokens,
    @Schema(description = "By name") Map<String, Long> units,
    @Schema(description = "What the usage costs, charged or not", examples = "24") String credits,
    @Schema(description = "What was taken for it, debt included", examples = "24") String charged,
    @Schema(description = "Let go by the plan's policy", examples = "0") String notCharged) {

  static UsageTotalsBody of(@Nullable String name, Collection<UsageTotals.Day> days) {
    long calls = 0;
    Map<String, Long> tokens = new TreeMap<>();
    Map<String, Long> units = new TreeMap<>();
    Credits credits = Credits.ZERO;
    Credits charged = Credits.ZERO;
    Credits notCharged = Credits.ZERO;
    for (UsageTotals.Day day : days) {
      calls = Math.addExact(calls, day.calls());
      for (Map.Entry<TokenClass, Long> count : day.tokens().entrySet()) {
        tokens.merge(WireText.word(count.getKey()), count.getValue(), Math::addExact);
      }
      day.units().forEach((unit, count) -> units.merge(unit, count, Math::addExact));
      credits = credits.plus(day.credits());
      charged = charged.plus(day.charged());
      notCharged = notCharged.plus(day.notCharged());
    }
    return new UsageTotalsBody(
        name, calls, tokens, units, credits.toString(), charged.toString(), notCharged.toString());
  }
}

package dev.saldo.in.rest.usage;

import dev.saldo.application.usage.UsageTotals;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a customer used in a period, on the wire. */
@Schema(
    name = "UsageReport",
    description = "What a customer used in a period.",
    requiredProperties = {"from", "to", "total", "features", "models", "days"})
public record UsageReportBody(
    @Schema(description = "The first local day", examples = "2026-11-01") LocalDate from,
    @Schema(description = "The local day before which the period ends", examples = "2026-12-01")
        LocalDate to,
    @Schema(description = "Of the whole period") UsageTotalsBody total,
    @Schema(description = "By feature") List<UsageTotalsBody> features,
    @Schema(description = "By model") List<UsageTotalsBody> models,
    @Schema(description = "By local day, the newest first; days without usage are left out")
        List<UsageTotalsBody> days,
    @Schema(
            description =
                "The last call of all time, in the customer's time zone; left out when there was "
                    + "none",
            examples = "2026-11-01T12:00:05-03:00")
        @Nullable OffsetDateTime lastActiveAt) {

  static UsageReportBody from(LocalDate from, LocalDate to, UsageTotals totals, ZoneId zone) {
    List<UsageTotals.Day> days = totals.days();
    return new UsageReportBody(
        from,
        to,
        UsageTotalsBody.of(null, days),
        by(days, UsageTotals.Day::feature),
        by(days, day -> day.model().toString()),
        by(days, day -> day.day().toString()).reversed(),
        totals.lastActiveAt().map(at -> OffsetDateTime.ofInstant(at, zone)).orElse(null));
  }

  private static List<UsageTotalsBody> by(
      List<UsageTotals.Day> days, Function<UsageTotals.Day, String> name) {
    return days.stream()
        .collect(Collectors.groupingBy(name, TreeMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .map(group -> UsageTotalsBody.of(group.getKey(), group.getValue()))
        .toList();
  }
}

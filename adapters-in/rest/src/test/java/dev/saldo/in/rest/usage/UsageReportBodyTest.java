package dev.saldo.in.rest.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.saldo.application.usage.UsageTotals;
import dev.saldo.domain.Credits;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.pricing.TokenClass;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UsageReportBodyTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 11, 1);
  private static final ModelId MINI = ModelId.parse("openai/gpt-4o-mini");
  private static final ModelId PRO = ModelId.parse("gemini/pro");

  @Test
  void sumsByFeatureModelAndDay() {
    UsageReportBody report =
        report(
            List.of(
                day(2, "user_chat", MINI, 10, "1.5"),
                day(2, "legal_reports", PRO, 20, "2"),
                day(1, "user_chat", PRO, 30, "0.5")));

    assertThat(report.total().calls()).isEqualTo(3);
    assertThat(report.total().credits()).isEqualTo("4");
    assertThat(report.total().tokens()).containsExactly(Map.entry("input", 60L));
    assertThat(report.total().units()).containsExactly(Map.entry("page", 3L));
    assertThat(report.total().charged()).isEqualTo("4");
    assertThat(report.total().notCharged()).isEqualTo("3");
    assertThat(report.features())
        .extracting(UsageTotalsBody::name, UsageTotalsBody::credits)
        .containsExactly(tuple("legal_reports", "2"), tuple("user_chat", "2"));
    assertThat(report.models())
        .extracting(UsageTotalsBody::name, UsageTotalsBody::calls)
        .containsExactly(tuple("gemini/pro", 2L), tuple("openai/gpt-4o-mini", 1L));
    assertThat(report.days())
        .extracting(UsageTotalsBody::name)
        .containsExactly("2026-11-02", "2026-11-01");
    assertThat(report.lastActiveAt()).hasToString("2026-11-02T12:00-03:00");
  }

  @Test
  void isEmptyWithoutUsage() {
    UsageReportBody report = report(List.of());

    assertThat(report.total().credits()).isEqualTo("0");
    assertThat(report.features()).isEmpty();
  }

  private static UsageReportBody report(List<UsageTotals.Day> days) {
    return UsageReportBody.from(
        FIRST,
        FIRST.plusMonths(1),
        new UsageTotals(days, Optional.of(Instant.parse("2026-11-02T15:00:00Z"))),
        ZoneId.of("America/Sao_Paulo"));
  }

  private static UsageTotals.Day day(
      int day, String feature, ModelId model, long input, String credits) {
    return new UsageTotals.Day(
        FIRST.withDayOfMonth(day),
        feature,
        model,
        1,
        Map.of(TokenClass.INPUT, input),
        Map.of("page", 1L),
        Credits.parse(credits),
        Credits.parse(credits),
        Credits.of(1));
  }
}

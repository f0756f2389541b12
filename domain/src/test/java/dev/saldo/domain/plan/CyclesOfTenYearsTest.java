package dev.saldo.domain.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ten years of cycles for every day of the month, next to a plain computation: it walks through the
 * years by quarters of an hour and notes when a clock on the wall first shows each date.
 */
class CyclesOfTenYearsTest {
  private static final Instant FROM = Instant.parse("2015-01-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2025-01-01T00:00:00Z");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UTC",
        "America/Sao_Paulo", // no midnight on days of 23 hours, until 2018
        "America/Asuncion",
        "America/Havana", // midnight twice on days of 25 hours
        "America/Nuuk", // clocks are set back at midnight, from 2023
        "America/Santiago",
        "America/St_Johns",
        "Asia/Beirut",
        "Asia/Kathmandu",
        "Asia/Tehran",
        "Australia/Lord_Howe", // half an hour
        "Europe/Lisbon",
        "Pacific/Apia",
        "Pacific/Kiritimati",
        "Pacific/Pago_Pago"
      })
  void followOneAnotherWithoutGapOrOverlap(String name) {
    ZoneId zone = ZoneId.of(name);
    Map<LocalDate, Instant> midnights = firstShown(zone);
    for (int day = 1; day <= Cycle.DAY_MAX; day++) {
      List<Instant> starts = starts(midnights, day);
      assertThat(starts).hasSizeGreaterThan(118);
      for (int i = 1; i < starts.size(); i++) {
        Cycle cycle = new Cycle(starts.get(i - 1), starts.get(i));
        Duration half = Duration.between(cycle.start(), cycle.end()).dividedBy(2);
        assertThat(Cycle.containing(cycle.start(), zone, day)).isEqualTo(cycle);
        assertThat(Cycle.containing(cycle.start().plus(half), zone, day)).isEqualTo(cycle);
        assertThat(Cycle.containing(cycle.end().minusNanos(1), zone, day)).isEqualTo(cycle);
        assertThat(cycle.following(zone, zone, day))
            .isEqualTo(Cycle.containing(cycle.end(), zone, day));
      }
    }
  }

  private static Map<LocalDate, Instant> firstShown(ZoneId zone) {
    Map<LocalDate, Instant> first = new TreeMap<>();
    for (Instant at = FROM; at.isBefore(TO); at = at.plus(Duration.ofMinutes(15))) {
      first.putIfAbsent(LocalDate.ofInstant(at, zone), at);
    }
    first.remove(LocalDate.ofInstant(FROM, zone)); // it had begun before
    return first;
  }

  private static List<Instant> starts(Map<LocalDate, Instant> midnights, int day) {
    List<Instant> starts = new ArrayList<>();
    midnights.forEach(
        (date, midnight) -> {
          boolean lastOfMonth = date.plusDays(1).getDayOfMonth() == 1;
          if (date.getDayOfMonth() == day || (lastOfMonth && date.getDayOfMonth() < day)) {
            starts.add(midnight);
          }
        });
    return starts;
  }
}

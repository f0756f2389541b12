package dev.saldo.domain.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowKindTest {
  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  private static final List<WindowKind> OF_DAYS =
      List.of(WindowKind.DAY, WindowKind.WEEK, WindowKind.MONTH);
  private static final List<WindowKind> IN_CALENDAR =
      List.of(
          WindowKind.MINUTE, WindowKind.HOUR, WindowKind.DAY, WindowKind.WEEK, WindowKind.MONTH);
  private static final Instant TO = Instant.parse("2036-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({
    // an ordinary day, its first and its last moment
    "America/Sao_Paulo, 2026-11-10T12:00, 2026-11-10T03:00:00Z, 2026-11-11T03:00:00Z",
    "America/Sao_Paulo, 2026-11-10T00:00, 2026-11-10T03:00:00Z, 2026-11-11T03:00:00Z",
    "America/Sao_Paulo, 2026-11-10T23:59:59.999999999, 2026-11-10T03:00:00Z, 2026-11-11T03:00:00Z",
    "UTC,               2026-11-10T12:00, 2026-11-10T00:00:00Z, 2026-11-11T00:00:00Z",
    "Pacific/Kiritimati, 2026-11-10T12:00, 2026-11-09T10:00:00Z, 2026-11-10T10:00:00Z",
    // summer time began and ended at midnight in Sao Paulo: 23 and 25 hours
    "America/Sao_Paulo, 2018-11-04T12:00, 2018-11-04T03:00:00Z, 2018-11-05T02:00:00Z",
    "America/Sao_Paulo, 2018-02-17T12:00, 2018-02-17T02:00:00Z, 2018-02-18T03:00:00Z",
    // half an hour of summer time: 23:30 and 24:30 hours
    "Australia/Lord_Howe, 2026-10-04T12:00, 2026-10-03T13:30:00Z, 2026-10-04T13:00:00Z",
    "Australia/Lord_Howe, 2026-04-05T12:00, 2026-04-04T13:00:00Z, 2026-04-05T13:30:00Z",
    // clocks skip and repeat the first hour of the day in Havana
    "America/Havana,    2026-03-08T12:00, 2026-03-08T05:00:00Z, 2026-03-09T04:00:00Z",
    "America/Havana,    2026-11-01T12:00, 2026-11-01T04:00:00Z, 2026-11-02T05:00:00Z",
    // clocks skip the first and repeat the last hour of the day in Cairo
    "Africa/Cairo,      2026-04-24T12:00, 2026-04-23T22:00:00Z, 2026-04-24T21:00:00Z",
    "Africa/Cairo,      2026-10-29T12:00, 2026-10-28T21:00:00Z, 2026-10-29T22:00:00Z",
    // Samoa had no 30 December 2011
    "Pacific/Apia,      2011-12-29T12:00, 2011-12-29T10:00:00Z, 2011-12-30T10:00:00Z",
    "Pacific/Apia,      2011-12-31T12:00, 2011-12-30T10:00:00Z, 2011-12-31T10:00:00Z",
    "UTC,               2028-02-29T12:00, 2028-02-29T00:00:00Z, 2028-03-01T00:00:00Z"
  })
  void daysGoFromLocalMidnightToTheNext(ZoneId zone, LocalDateTime at, Instant start, Instant end) {
    assertThat(WindowKind.DAY.containing(at.atZone(zone).toInstant(), zone))
        .isEqualTo(new Window(WindowKind.DAY, start, end));
  }

  @ParameterizedTest
  @CsvSource({
    "America/Sao_Paulo, 2026-11-01T00:00, 2026-11-01T03:00:00Z, 2026-12-01T03:00:00Z",
    "America/Sao_Paulo, 2026-11-30T23:59:59.999999999, 2026-11-01T03:00:00Z, 2026-12-01T03:00:00Z",
    "America/Sao_Paulo, 2018-11-20T12:00, 2018-11-01T03:00:00Z, 2018-12-01T02:00:00Z",
    "Pacific/Kiritimati, 2026-12-31T12:00, 2026-11-30T10:00:00Z, 2026-12-31T10:00:00Z",
    "Australia/Lord_Howe, 2026-10-31T12:00, 2026-09-30T13:30:00Z, 2026-10-31T13:00:00Z",
    "UTC,               2028-02-29T23:00, 2028-02-01T00:00:00Z, 2028-03-01T00:00:00Z",
    "UTC,               2027-02-28T23:00, 2027-02-01T00:00:00Z, 2027-03-01T00:00:00Z",
    "UTC,               2026-01-31T12:00, 2026-01-01T00:00:00Z, 2026-02-01T00:00:00Z"
  })
  void monthsGoFromTheFirstToTheFirst(ZoneId zone, LocalDateTime at, Instant start, Instant end) {
    assertThat(WindowKind.MONTH.containing(at.atZone(zone).toInstant(), zone))
        .isEqualTo(new Window(WindowKind.MONTH, start, end));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "America/Sao_Paulo",
        "Australia/Lord_Howe",
        "Pacific/Kiritimati",
        "UTC",
        "America/Havana",
        "America/Asuncion",
        "Africa/Cairo",
        "America/Nuuk"
      })
  void windowsHaveNeitherGapNorOverlapForTenYears(String name) {
    ZoneId zone = ZoneId.of(name);
    for (WindowKind kind : OF_DAYS) {
      Window window = kind.containing(FROM, zone);
      while (window.start().isBefore(TO)) {
        assertThat(kind.containing(window.start(), zone)).isEqualTo(window);
        assertThat(kind.containing(window.end().minusNanos(1), zone)).isEqualTo(window);
        Window next = kind.containing(window.end(), zone);
        assertThat(next.start()).isEqualTo(window.end());
        assertThat(next.end()).isAfter(next.start());
        window = next;
      }
    }
  }

  @Test
  void countsEveryDayOnceInTenYears() {
    ZoneId zone = ZoneId.of("Africa/Cairo");
    int days = 0;
    Window window = WindowKind.DAY.containing(FROM, zone);
    while (window.start().isBefore(TO)) {
      days++;
      window = WindowKind.DAY.containing(window.end(), zone);
    }
    assertThat(days).isEqualTo(3653);
  }

  static Stream<String> zones() {
    return ZoneId.getAvailableZoneIds().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("zones")
  void windowsContainEveryMomentAroundAChangeOfClocks(String name) {
    ZoneId zone = ZoneId.of(name);
    ZoneOffsetTransition change = zone.getRules().nextTransition(FROM);
    while (change != null && change.getInstant().isBefore(TO)) {
      for (long minutes = -1500; minutes <= 1500; minutes += 15) {
        Instant at = change.getInstant().plus(Duration.ofMinutes(minutes));
        for (WindowKind kind : IN_CALENDAR) {
          Window window = kind.containing(at, zone);
          assertThat(at).isAfterOrEqualTo(window.start()).isBefore(window.end());
        }
      }
      change = zone.getRules().nextTransition(change.getInstant());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DAY", "WEEK", "MONTH"})
  void startsWithALocalDate(WindowKind kind) {
    ZoneId zone = ZoneId.of("America/Sao_Paulo");
    Window window = kind.containing(FROM, zone);
    assertThat(LocalDate.ofInstant(window.start(), zone).atStartOfDay(zone).toInstant())
        .isEqualTo(window.start());
  }

  @ParameterizedTest
  @CsvSource({
    // Tuesday, Monday's first and Sunday's last moment
    "America/Sao_Paulo, 2026-11-10T12:00, 2026-11-09T03:00:00Z, 2026-11-16T03:00:00Z",
    "America/Sao_Paulo, 2026-11-09T00:00, 2026-11-09T03:00:00Z, 2026-11-16T03:00:00Z",
    "America/Sao_Paulo, 2026-11-15T23:59:59.999999999, 2026-11-09T03:00:00Z, 2026-11-16T03:00:00Z",
    // over the turn of the year, and 168.5 hours long
    "UTC,               2027-01-01T12:00, 2026-12-28T00:00:00Z, 2027-01-04T00:00:00Z",
    "Australia/Lord_Howe, 2026-04-02T12:00, 2026-03-29T13:00:00Z, 2026-04-05T13:30:00Z"
  })
  void weeksGoFromMondayToMonday(ZoneId zone, LocalDateTime at, Instant start, Instant end) {
    assertThat(WindowKind.WEEK.containing(at.atZone(zone).toInstant(), zone))
        .isEqualTo(new Window(WindowKind.WEEK, start, end));
  }

  @ParameterizedTest
  @CsvSource({
    "MINUTE, 2026-11-10T12:34:56.789Z, 2026-11-10T12:34:00Z, 2026-11-10T12:35:00Z",
    "MINUTE, 2026-11-10T12:35:00Z, 2026-11-10T12:35:00Z, 2026-11-10T12:36:00Z",
    "HOUR, 2026-11-10T12:59:59.999999999Z, 2026-11-10T12:00:00Z, 2026-11-10T13:00:00Z",
    "HOUR, 1969-12-31T23:30:00Z, 1969-12-31T23:00:00Z, 1970-01-01T00:00:00Z"
  })
  void minutesAndHoursAreThoseOfTheClock(WindowKind kind, Instant at, Instant start, Instant end) {
    assertThat(kind.containing(at, ZoneId.of("Asia/Kolkata")))
        .isEqualTo(new Window(kind, start, end));
  }

  @ParameterizedTest
  @EnumSource(names = {"CYCLE", "RATE", "OPEN"})
  void knowsWhatTheCalendarDoesNotTell(WindowKind kind) {
    assertThatThrownBy(() -> kind.containing(FROM, ZoneOffset.UTC))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void hasNumbersThatNeverChange() {
    assertThat(WindowKind.values())
        .extracting(WindowKind::code)
        .containsExactly(3, 4, 1, 5, 2, 6, 7, 8);
    assertThat(LimitUnit.values()).extracting(LimitUnit::code).containsExactly(0, 1, 2);
  }

  @Test
  void theFirstMidnightDividesTheDaysWhenClocksAreSetBackAcrossIt() {
    ZoneId zone = ZoneId.of("America/St_Johns"); // at 0:01 back to 23:01 of the day before
    Window next =
        new Window(
            WindowKind.DAY,
            Instant.parse("2006-10-29T02:30:00Z"),
            Instant.parse("2006-10-30T03:30:00Z"));

    assertThat(WindowKind.DAY.containing(next.start(), zone)).isEqualTo(next);
    assertThat(WindowKind.DAY.containing(Instant.parse("2006-10-29T03:00:00Z"), zone))
        .isEqualTo(next);
    WindowKind.DAY.containing(Instant.parse("2026-01-01T00:00:00Z"), zone);
    assertThat(WindowKind.DAY.containing(Instant.parse("2006-10-29T03:00:00Z"), zone))
        .isEqualTo(next);
  }
}

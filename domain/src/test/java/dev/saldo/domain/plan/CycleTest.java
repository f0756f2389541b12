package dev.saldo.domain.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.domain.Credits;
import dev.saldo.domain.InvalidValueException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CycleTest {
  private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");
  private static final ZoneId KIRITIMATI = ZoneId.of("Pacific/Kiritimati");
  private static final List<ZoneId> ZONES =
      List.of(
          SAO_PAULO,
          KIRITIMATI,
          ZoneId.of("UTC"),
          ZoneId.of("Australia/Lord_Howe"),
          ZoneId.of("America/Havana"),
          ZoneId.of("Pacific/Pago_Pago"));

  @ParameterizedTest
  @CsvSource({
    "America/Sao_Paulo,  2026-11-10T12:00, 2026-11-01T03:00:00Z, 2026-12-01T03:00:00Z",
    "America/Sao_Paulo,  2026-12-31T23:59:59.9, 2026-12-01T03:00:00Z, 2027-01-01T03:00:00Z",
    "America/Sao_Paulo,  2018-11-10T12:00, 2018-11-01T03:00:00Z, 2018-12-01T02:00:00Z",
    "Pacific/Kiritimati, 2026-11-01T00:00, 2026-10-31T10:00:00Z, 2026-11-30T10:00:00Z",
    "UTC,                2028-02-29T12:00, 2028-02-01T00:00:00Z, 2028-03-01T00:00:00Z",
    // the first of October 2017 began at 01:00 in Asuncion
    "America/Asuncion,   2017-10-01T12:00, 2017-10-01T04:00:00Z, 2017-11-01T03:00:00Z",
    "America/Asuncion,   2017-09-15T12:00, 2017-09-01T04:00:00Z, 2017-10-01T04:00:00Z"
  })
  void isTheCalendarMonthInTheZone(ZoneId zone, LocalDateTime at, Instant start, Instant end) {
    assertThat(Cycle.containing(at.atZone(zone).toInstant(), zone, 1))
        .isEqualTo(new Cycle(start, end));
  }

  @ParameterizedTest
  @CsvSource({
    "UTC, 31,                 2027-02-10T00:00, 2027-01-31T00:00, 2027-02-28T00:00",
    "UTC, 31,                 2027-02-28T00:00, 2027-02-28T00:00, 2027-03-31T00:00",
    "UTC, 31,                 2027-04-30T00:00, 2027-04-30T00:00, 2027-05-31T00:00",
    "UTC, 31,                 2028-02-29T00:00, 2028-02-29T00:00, 2028-03-31T00:00",
    "UTC, 30,                 2027-02-27T23:59, 2027-01-30T00:00, 2027-02-28T00:00",
    "UTC, 29,                 2028-02-29T12:00, 2028-02-29T00:00, 2028-03-29T00:00",
    "UTC, 29,                 2027-03-01T00:00, 2027-02-28T00:00, 2027-03-29T00:00",
    "America/Sao_Paulo, 15,   2026-11-10T12:00, 2026-10-15T00:00, 2026-11-15T00:00",
    // no midnight on 4 November 2018
    "America/Sao_Paulo, 4,    2018-11-04T01:00, 2018-11-04T01:00, 2018-12-04T00:00",
    "Australia/Lord_Howe, 5,  2026-10-01T00:00, 2026-09-05T00:00, 2026-10-05T00:00",
    // 31 December 1994 never was
    "Pacific/Kiritimati, 31,  1995-01-01T00:00, 1995-01-01T00:00, 1995-01-31T00:00"
  })
  void beginsOnTheCustomersDay(
      ZoneId zone, int day, LocalDateTime at, LocalDateTime start, LocalDateTime end) {
    assertThat(Cycle.containing(at.atZone(zone).toInstant(), zone, day))
        .isEqualTo(new Cycle(start.atZone(zone).toInstant(), end.atZone(zone).toInstant()));
  }

  @ParameterizedTest
  @CsvSource({
    "31, 2026-12-31, 1,  2027-02-01", // 1 January would be a cycle of a day
    "1,  2026-12-01, 15, 2027-01-15", // 15 December is a day too soon
    "1,  2026-12-01, 16, 2026-12-16",
    "15, 2026-12-15, 16, 2027-01-16",
    "30, 2026-11-30, 31, 2026-12-31",
    "31, 2027-02-28, 30, 2027-03-30",
    "15, 2027-02-15, 31, 2027-03-31",
    "14, 2028-02-14, 31, 2028-02-29"
  })
  void bringsTheDayAndLeavesNoCycleBelowHalfAMonth(
      int before, LocalDate ends, int day, LocalDate then) {
    ZoneId utc = ZoneId.of("UTC");
    Instant end = ends.atStartOfDay(utc).toInstant();
    Cycle cycle = Cycle.containing(end.minusSeconds(1), utc, before);
    assertThat(cycle.end()).isEqualTo(end);
    assertThat(cycle.following(utc, utc, day))
        .isEqualTo(new Cycle(/* start= */ end, /* end= */ then.atStartOfDay(utc).toInstant()));
  }

  @Test
  void leavesNoGapThroughAnyChangesOfDayAndZone() {
    Random random = new Random(31);
    for (int life = 0; life < 50; life++) {
      ZoneId zone = ZONES.get(random.nextInt(ZONES.size()));
      Cycle cycle = Cycle.containing(Instant.parse("2026-01-15T12:00:00Z"), zone, 31);
      for (int i = 0; i < 120; i++) {
        ZoneId next = ZONES.get(random.nextInt(ZONES.size()));
        int day = 1 + random.nextInt(31);
        Cycle following = cycle.following(zone, next, day);
        assertThat(following.start()).isEqualTo(cycle.end());
        assertThat(Duration.between(following.start(), following.end()))
            .isBetween(Duration.ofDays(13), Duration.ofDays(47));
        assertThat(Cycle.containing(following.end(), next, day).start()).isEqualTo(following.end());
        cycle = following;
        zone = next;
      }
    }
  }

  @Test
  void endsAfterItsStart() {
    Instant now = Instant.parse("2026-11-10T15:00:00Z");
    assertThatThrownBy(() -> new Cycle(now, now)).isInstanceOf(InvalidValueException.class);
  }

  @Test
  void followsIntoTheSameZoneAsTheNextMonth() {
    for (ZoneId zone : ZONES) {
      Cycle cycle = Cycle.containing(Instant.parse("2026-01-15T12:00:00Z"), zone, 1);
      for (int month = 0; month < 120; month++) {
        Cycle next = cycle.following(zone, zone, 1);
        assertThat(next).isEqualTo(Cycle.containing(cycle.end(), zone, 1));
        cycle = next;
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "America/Sao_Paulo, Pacific/Kiritimati, 2026-12-01T03:00:00Z, 2026-12-31T10:00:00Z",
    "Pacific/Kiritimati, America/Sao_Paulo, 2026-11-30T10:00:00Z, 2027-01-01T03:00:00Z",
    "UTC, America/Sao_Paulo,                2026-12-01T00:00:00Z, 2027-01-01T03:00:00Z"
  })
  void beginsANewZoneWhereTheOldOneEnds(ZoneId old, ZoneId next, Instant start, Instant end) {
    Cycle november = Cycle.containing(Instant.parse("2026-11-15T12:00:00Z"), old, 1);
    assertThat(november.following(old, next, 1)).isEqualTo(new Cycle(start, end));
  }

  @Test
  void hasOneCycleForEveryMonthThroughAnyChangesOfZone() {
    Random random = new Random(7);
    for (int life = 0; life < 50; life++) {
      ZoneId zone = ZONES.get(random.nextInt(ZONES.size()));
      Cycle cycle = Cycle.containing(Instant.parse("2026-01-15T12:00:00Z"), zone, 1);
      YearMonth month = YearMonth.of(2026, 1);
      for (int i = 0; i < 120; i++) {
        ZoneId next = ZONES.get(random.nextInt(ZONES.size()));
        Cycle following = cycle.following(zone, next, 1);
        month = month.plusMonths(1);
        assertThat(following.start()).isEqualTo(cycle.end());
        assertThat(following.end())
            .isEqualTo(month.plusMonths(1).atDay(1).atStartOfDay(next).toInstant());
        assertThat(Duration.between(following.start(), following.end()))
            .isBetween(Duration.ofDays(26), Duration.ofDays(33));
        cycle = following;
        zone = next;
      }
    }
  }

  @Test
  void knowsVersionsOfPlans() {
    PlanTerms terms = terms("free", 1);

    assertThat(terms.sameVersionAs(terms("free", 1))).isTrue();
    assertThat(terms.sameVersionAs(terms("free", 2))).isFalse();
    assertThat(terms.sameVersionAs(terms("paid", 1))).isFalse();
    assertThatThrownBy(() -> terms("free", 0)).isInstanceOf(InvalidValueException.class);
  }

  private static PlanTerms terms(String plan, int version) {
    return new PlanTerms(
        plan, version, Credits.of(100), Enforcement.HARD, OverrunPolicy.CHARGE, Credits.ZERO);
  }
}

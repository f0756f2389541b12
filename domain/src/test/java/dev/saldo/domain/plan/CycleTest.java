package dev.saldo.domain.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.domain.Credits;
import dev.saldo.domain.InvalidValueException;
import java.time.Duration;
import java.time.Instant;
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

package dev.saldo.domain.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.domain.Credits;
import dev.saldo.domain.InvalidValueException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolloverTest {
  private static final Credits CAP = Credits.of(50);
  private static final ZoneId UTC = ZoneId.of("UTC");

  @ParameterizedTest
  @CsvSource({
    "1,  2027-02-28T00:00:00Z",
    "2,  2027-03-31T00:00:00Z",
    "3,  2027-04-30T00:00:00Z",
    "12, 2028-01-31T00:00:00Z"
  })
  void lapsesWithTheLastOfItsCycles(int cycles, Instant expiry) {
    Cycle january = Cycle.containing(Instant.parse("2027-01-31T00:00:00Z"), UTC, 31);
    assertThat(Rollover.forCycles(CAP, cycles).expiry(january, UTC, 31)).isEqualTo(expiry);
  }

  @ParameterizedTest
  @CsvSource({
    // clocks are set forward in São Paulo on 4 November 2018, and its midnight is skipped
    "America/Sao_Paulo, 2018-11-01T03:00:00Z, 1,  2018-11-02T03:00:00Z",
    "America/Sao_Paulo, 2018-11-01T03:00:00Z, 3,  2018-11-04T03:00:00Z",
    "America/Sao_Paulo, 2018-11-01T03:00:00Z, 10, 2018-11-11T02:00:00Z",
    "UTC,               2028-02-01T00:00:00Z, 29, 2028-03-01T00:00:00Z"
  })
  void lapsesAfterItsLocalDays(ZoneId zone, Instant start, int days, Instant expiry) {
    Cycle cycle = Cycle.containing(start, zone, 1);
    assertThat(Rollover.forDays(CAP, days).expiry(cycle, zone, 1)).isEqualTo(expiry);
  }

  @Test
  void canBeUsedForUpToTenYears() {
    assertThat(Rollover.forCycles(CAP, 120).validCycles()).hasValue(120);
    assertThat(Rollover.forDays(CAP, 3_660).validDays()).hasValue(3_660);
  }

  @Test
  void namesTheRuleThatItBreaks() {
    assertThatThrownBy(() -> Rollover.forCycles(Credits.ZERO, 1))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("the cap of a rollover must be more than 0");
    assertThatThrownBy(() -> new Rollover(CAP, OptionalInt.of(1), OptionalInt.of(1)))
        .hasMessage("a rollover must have either valid_cycles or valid_days");
    assertThatThrownBy(() -> new Rollover(CAP, OptionalInt.empty(), OptionalInt.empty()))
        .hasMessage("a rollover must have either valid_cycles or valid_days");
    assertThatThrownBy(() -> Rollover.forCycles(CAP, 0))
        .hasMessage("valid_cycles must be 1 to 120");
    assertThatThrownBy(() -> Rollover.forCycles(CAP, 121))
        .isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> Rollover.forDays(CAP, 0)).hasMessage("valid_days must be 1 to 3660");
    assertThatThrownBy(() -> Rollover.forDays(CAP, 3_661))
        .isInstanceOf(InvalidValueException.class);
  }

  @Test
  void paysForOneToThirtySixMonths() {
    assertThat(PaymentPeriod.MONTH.months()).isEqualTo(1);
    assertThat(new PaymentPeriod(1)).isEqualTo(PaymentPeriod.MONTH);
    assertThat(new PaymentPeriod(36).months()).isEqualTo(36);
    assertThatThrownBy(() -> new PaymentPeriod(0)).hasMessage("payment_months must be 1 to 36");
    assertThatThrownBy(() -> new PaymentPeriod(37)).isInstanceOf(InvalidValueException.class);
  }
}

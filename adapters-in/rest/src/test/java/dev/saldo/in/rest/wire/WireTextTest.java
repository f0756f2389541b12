package dev.saldo.in.rest.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.saldo.domain.InvalidValueException;
import dev.saldo.domain.wallet.Evidence;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireTextTest {
  @Test
  void writesConstantsInLowerCase() {
    assertThat(WireText.word(Evidence.PROVIDER_FINAL)).isEqualTo("provider_final");
  }

  @Test
  void readsTimesToTheMicrosecond() {
    assertThat(WireText.time("2026-11-01T12:00:00.123456789-03:00"))
        .isEqualTo(OffsetDateTime.parse("2026-11-01T12:00:00.123456-03:00"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-11-01",
        "2026-11-01T12:00:00",
        "1700000000",
        "1969-12-31T23:59:59Z",
        "9999-12-31T00:00:00Z",
        "+999999999-12-31T23:59:59-18:00"
      })
  void refusesWhatIsNoTimeOfThisAge(String text) {
    assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> WireText.time(text));
  }

  @Test
  void readsDurations() {
    assertThat(WireText.duration("PT10M")).isEqualTo(Duration.ofMinutes(10));
    assertThat(WireText.duration("PT0S")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10m", "PT-1S", "P99999999999999999999D", "P1Y"})
  void refusesWhatIsNoDuration(String text) {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> WireText.duration(text));
  }

  @Test
  void readsNamesOfZonesOnly() {
    assertThat(WireText.zone("America/Sao_Paulo")).isEqualTo(ZoneId.of("America/Sao_Paulo"));
    assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> WireText.zone("+03"));
  }

  @Test
  void readsDays() {
    assertThat(WireText.day("2028-02-29")).isEqualTo(LocalDate.of(2028, 2, 29));
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> WireText.day("2027-02-29"));
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> WireText.day("+12026-01-01"));
  }

  @Test
  void writesCountsOfCreditsOfAnySize() {
    assertThat(WireText.credits(0)).isEqualTo("0");
    assertThat(WireText.credits(200_000)).isEqualTo("0.2");
    assertThat(WireText.credits(100_000_000)).isEqualTo("100");
    assertThat(WireText.credits(1_200_000_000_000_000_000L)).isEqualTo("1200000000000");
    assertThat(WireText.credits(Long.MAX_VALUE)).isEqualTo("9223372036854.775807");
  }
}

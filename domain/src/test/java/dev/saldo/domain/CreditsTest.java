package dev.saldo.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreditsTest {
  private static final Credits MICRO = new Credits(1);

  @ParameterizedTest
  @CsvSource({
    "0,             0,                   0",
    "0.000001,      1,                   0.000001",
    "0.2,           200000,              0.2",
    "0.20,          200000,              0.2",
    "12.5,          12500000,            12.5",
    "1.000000,      1000000,             1",
    "007,           7000000,             7",
    "25.188917,     25188917,            25.188917",
    "100,           100000000,           100",
    "10.01,         10010000,            10.01",
    "999999999999.999999, 999999999999999999, 999999999999.999999",
    "1000000000000, 1000000000000000000, 1000000000000"
  })
  void readsDecimalAndWritesTheShortest(String text, long micros, String shortest) {
    Credits credits = Credits.parse(text);

    assertThat(credits.micros()).isEqualTo(micros);
    assertThat(credits).hasToString(shortest);
    assertThat(Credits.parse(shortest)).isEqualTo(credits);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-1",
        "+1",
        "1.",
        ".5",
        "1.0000001",
        "1e3",
        "1,5",
        "0x1",
        "NaN",
        "1 ",
        "٣",
        "10000000000000",
        "1000000000000.000001",
        "9223372036854775807",
        "99999999999999999999"
      })
  void refusesWhatIsNoAmount(String text) {
    assertThatThrownBy(() -> Credits.parse(text)).isInstanceOf(InvalidValueException.class);
  }

  @Test
  void saysHowAnAmountIsWritten() {
    assertThatThrownBy(() -> Credits.parse("1e3"))
        .hasMessage("must be a decimal of at most 6 decimals, such as \"12.5\"");
    assertThatThrownBy(() -> Credits.parse("1000000000000.000001"))
        .hasMessage("must be at most 1000000000000");
  }

  @Test
  void countsMicros() {
    assertThat(Credits.of(3)).isEqualTo(new Credits(3_000_000));
    assertThat(Credits.MAX).isEqualTo(Credits.of(1_000_000_000_000L));
  }

  @Test
  void isNeverNegative() {
    assertThatThrownBy(() -> new Credits(-1)).isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> Credits.of(-1)).isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> Credits.of(1).minus(Credits.of(2)))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("1 - 2 is below zero");
    assertThatThrownBy(() -> Credits.ZERO.minus(MICRO)).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void neverWraps() {
    assertThatThrownBy(() -> Credits.MAX.plus(MICRO)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Credits.MAX.plus(Credits.MAX)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> new Credits(Credits.MAX.micros() + 1))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> new Credits(Long.MAX_VALUE)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Credits.of(Long.MAX_VALUE)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Credits.of(Long.MAX_VALUE / 1_000_000 + 1))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void addsAndSubtractsUpToItsBounds() {
    assertThat(Credits.MAX.minus(MICRO).plus(MICRO)).isEqualTo(Credits.MAX);
    assertThat(Credits.of(5).plus(Credits.of(2))).isEqualTo(Credits.of(7));
    assertThat(Credits.of(5).minus(Credits.of(2))).isEqualTo(Credits.of(3));
    assertThat(Credits.MAX.minus(Credits.MAX)).isEqualTo(Credits.ZERO);
  }

  @Test
  void subtractsDownToNothing() {
    assertThat(Credits.of(5).minusOrZero(Credits.of(2))).isEqualTo(Credits.of(3));
    assertThat(Credits.of(5).minusOrZero(Credits.of(5))).isEqualTo(Credits.ZERO);
    assertThat(Credits.of(5).minusOrZero(Credits.of(6))).isEqualTo(Credits.ZERO);
  }

  @Test
  void compares() {
    assertThat(Credits.of(1).min(Credits.of(2))).isEqualTo(Credits.of(1));
    assertThat(Credits.of(2).min(Credits.of(1))).isEqualTo(Credits.of(1));
    assertThat(Credits.of(2).exceeds(Credits.of(1))).isTrue();
    assertThat(Credits.of(1).exceeds(Credits.of(1))).isFalse();
    assertThat(Credits.of(1)).isLessThan(Credits.of(2)).isGreaterThan(Credits.ZERO);
    assertThat(Credits.ZERO.isZero()).isTrue();
    assertThat(MICRO.isZero()).isFalse();
  }
}

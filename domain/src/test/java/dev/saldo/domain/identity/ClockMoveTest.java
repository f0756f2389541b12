package dev.saldo.domain.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.domain.InvalidValueException;
import dev.saldo.domain.identity.ClockMove.Outcome;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClockMoveTest {
  private static final Instant START = Instant.parse("2026-11-10T15:00:00Z");

  @Test
  void standsWhereItIsSent() {
    assertThat(new ClockMove.To(START.plusSeconds(1)).from(START))
        .isEqualTo(new Outcome.Standing(START.plusSeconds(1)));
    assertThat(new ClockMove.By(Duration.ofDays(1)).from(START))
        .isEqualTo(new Outcome.Standing(START.plusSeconds(86_400)));
    assertThat(new ClockMove.By(Duration.ZERO).from(START)).isEqualTo(new Outcome.Standing(START));
  }

  @Test
  void neverGoesBack() {
    assertThat(new ClockMove.To(START.minusNanos(1_000)).from(START))
        .isEqualTo(new Outcome.Backwards());
    assertThatThrownBy(() -> new ClockMove.By(Duration.ofNanos(-1)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("must not be negative");
  }

  @Test
  void goes366DaysAtOnceAtMost() {
    Instant farthest = START.plus(Duration.ofDays(366));

    assertThat(new ClockMove.To(farthest).from(START)).isEqualTo(new Outcome.Standing(farthest));
    assertThat(new ClockMove.To(farthest.plusNanos(1_000)).from(START))
        .isEqualTo(new Outcome.TooFar());
    assertThat(new ClockMove.By(Duration.ofSeconds(Long.MAX_VALUE)).from(START))
        .isEqualTo(new Outcome.TooFar());
  }

  @Test
  void endsWithTheYear2199() {
    Instant end = Instant.parse("2200-01-01T00:00:00Z");

    assertThat(new ClockMove.To(end).from(end.minusSeconds(1)))
        .isEqualTo(new Outcome.Standing(end));
    assertThat(new ClockMove.By(Duration.ofSeconds(2)).from(end.minusSeconds(1)))
        .isEqualTo(new Outcome.TooFar());
  }

  @Test
  void countsMicroseconds() {
    assertThat(new ClockMove.To(START.plusNanos(1_999)).from(START))
        .isEqualTo(new Outcome.Standing(START.plusNanos(1_000)));
  }
}

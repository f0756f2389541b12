package dev.saldo.domain.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketTest {
  private static final Instant NOON = Instant.parse("2026-11-10T12:00:00Z");
  private static final Meter METER = new Meter("ana", "", "", LimitUnit.CALLS, WindowKind.RATE);

  private Counter stored = Counter.NONE;

  @Test
  void letsAMinutesWorthThroughAtOnceAndThenWhatFlowsOut() {
    Limit ten = rate(10);

    for (int i = 0; i < 10; i++) {
      assertThat(at(ten, NOON).admits(1)).isTrue();
      take(ten, 1, NOON);
    }
    assertThat(at(ten, NOON).admits(1)).isFalse();
    assertThat(at(ten, NOON).remaining()).isZero();
    assertThat(at(ten, NOON).admitsAt(1)).contains(NOON.plusSeconds(6));
    assertThat(at(ten, NOON).resetsAt()).contains(NOON.plusSeconds(60));
    assertThat(at(ten, NOON.plusSeconds(6)).admitsAt(1)).contains(NOON.plusSeconds(6));
    assertThat(at(ten, NOON.plusMillis(5_999)).admits(1)).isFalse();
    assertThat(at(ten, NOON.plusSeconds(6)).admits(1)).isTrue();
    assertThat(at(ten, NOON.plusSeconds(6)).admits(2)).isFalse();
    assertThat(at(ten, NOON.plusSeconds(60)).admits(10)).isTrue();
    assertThat(at(ten, NOON.plusSeconds(3600)).admits(11)).isFalse();
  }

  @Test
  void aChangedMaximumMeetsTheSameContent() {
    take(rate(10), 10, NOON);

    assertThat(at(rate(12), NOON).remaining()).isEqualTo(2);
    assertThat(at(rate(4), NOON).admits(1)).isFalse();
    assertThat(at(rate(4), NOON).admitsAt(1)).contains(NOON.plusSeconds(105));
    assertThat(at(rate(4), NOON.plusSeconds(104)).admits(1)).isFalse();
    assertThat(at(rate(4), NOON.plusSeconds(105)).admits(1)).isTrue();
  }

  @Test
  void admitsNothingAtARateOfNothing() {
    assertThat(at(rate(0), NOON).admits(1)).isFalse();
    assertThat(at(rate(0), NOON).admits(0)).isTrue();
    assertThat(at(rate(0), NOON).resetsAt()).isPresent();
  }

  @Test
  void goesOnWhenClocksAreSetBack() {
    take(rate(10), 10, NOON);
    Counter before = stored;
    take(rate(10), 1, NOON.minusSeconds(30));

    assertThat(stored.reserved()).isEqualTo(before.reserved());
    assertThat(at(rate(10), NOON).counter().used()).isEqualTo(11);
  }

  @Test
  void neverWraps() {
    Limit huge = rate(1_000_000_000_000L);
    take(huge, 1_000_000_000_000L, NOON);

    assertThat(at(huge, NOON).admits(1)).isFalse();
    assertThat(at(huge, NOON.plus(Duration.ofDays(36_500))).remaining()).isEqualTo(huge.max());
    assertThat(at(rate(Long.MAX_VALUE), NOON.plusSeconds(1)).remaining()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void saysToTheMicrosecondWhenItAdmits() {
    Limit one = rate(1);
    take(one, 1, NOON);

    LimitState late = at(one, NOON.plusSeconds(59));
    assertThat(late.admits(1)).isFalse();
    assertThat(late.admitsAt(1)).contains(NOON.plusSeconds(60));
    assertThat(late.resetsAt()).contains(NOON.plusSeconds(60));
    assertThat(late.with(1).resetsAt()).contains(NOON.plusSeconds(120));
  }

  @Test
  void flowsOutEvenlyWhateverTheSize() {
    Limit huge = rate(1_000_000_000_000L);
    take(huge, 1_000_000_000_000L, NOON);

    LimitState half = at(huge, NOON.plusSeconds(30));
    assertThat(half.remaining()).isEqualTo(500_000_000_000L);
    assertThat(half.admitsAt(1_000_000_000_000L)).contains(NOON.plusSeconds(60));
    stored = Counter.NONE;
    take(rate(2), 200_000_000_000L, NOON);
    assertThat(at(rate(2), NOON).admitsAt(2))
        .contains(NOON.plus(Duration.ofMinutes(100_000_000_000L)));
  }

  @Test
  void neverAdmitsMoreThanTheRate() {
    assertThat(at(rate(10), NOON).admitsAt(11)).isEmpty();
  }

  @Test
  void neverOverflows() {
    Limit soft = rate(1);
    for (int i = 0; i < 3; i++) {
      take(soft, Long.MAX_VALUE, NOON);
      stored =
          stored.plus(
              new CounterDelta(METER.from(Instant.EPOCH), Limit.beyond(9_999_999_999_999L), 0));
      stored =
          stored.plus(new CounterDelta(METER.from(Instant.EPOCH), Limit.beyond(Long.MAX_VALUE), 0));
    }

    assertThat(stored.used()).isEqualTo(Long.MAX_VALUE);
    assertThat(at(soft, NOON).with(Long.MAX_VALUE).isExceeded()).isTrue();
    assertThat(at(soft, NOON).with(Long.MAX_VALUE).resetsAt()).isPresent();
    take(soft, 1, NOON.plusSeconds(60));
    assertThat(stored.used()).isEqualTo(Long.MAX_VALUE);
  }

  /** A counter holds 9,223,372,036,854.775807 units. */
  @Test
  void isFilledToTheBrimByMoreThanItHolds() {
    assertThat(Limit.beyond(9_223_372_036_854L)).isEqualTo(9_223_372_036_854_000_000L);
    assertThat(Limit.beyond(9_223_372_036_855L)).isEqualTo(Long.MAX_VALUE);
    assertThat(Limit.beyond(18_446_744_073_710L)).isEqualTo(Long.MAX_VALUE);
    assertThat(Limit.beyond(-1)).isZero();
  }

  /** In any stretch of a minute no more than twice the rate, and over a long time the rate. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 7})
  void neverLetsMoreThroughThanARestAndTheFlow(long seed) {
    Random random = new Random(seed);
    long max = 1L + random.nextInt(120);
    Limit limit = rate(max);
    Instant now = NOON;
    long taken = 0;
    for (int i = 0; i < 5_000; i++) {
      now = now.plusMillis(random.nextInt(2_000));
      long amount = 1L + random.nextInt(3);
      LimitState state = at(limit, now);
      if (state.admits(amount)) {
        take(limit, amount, now);
        taken += amount;
      } else if (amount <= max) {
        Instant frees = state.admitsAt(amount).orElseThrow();
        assertThat(frees).isAfter(now);
        assertThat(at(limit, frees).admits(amount)).isTrue();
        assertThat(at(limit, frees.minusMillis(1)).admits(amount)).isFalse();
      }
      long millis = Duration.between(NOON, now).toMillis();
      assertThat(taken).isLessThanOrEqualTo(max + max * millis / 60_000 + 1);
    }
    assertThat(taken).isPositive();
  }

  private static Limit rate(long max) {
    return new Limit("rpm", METER, max, false);
  }

  private LimitState at(Limit limit, Instant at) {
    return limit.stateAt(
        new Moment(
            at, CalendarWindows.of(java.time.ZoneOffset.UTC), new Window(WindowKind.CYCLE, at, at)),
        _ -> stored);
  }

  private void take(Limit limit, long amount, Instant at) {
    stored = stored.plus(limit.taking(amount, at, _ -> stored));
  }
}

package dev.saldo.domain.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.domain.InvalidValueException;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitTest {
  private static final Window TODAY =
      WindowKind.DAY.containing(Instant.parse("2026-11-10T15:00:00Z"), ZoneOffset.UTC);
  private static final Meter METER =
      Meter.ofCalls("ana", "diary_analysis", "openai", WindowKind.DAY);
  private static final CounterKey KEY = METER.from(TODAY.start());

  @ParameterizedTest
  @CsvSource({
    "3, 0, 0, 1, true,  3",
    "3, 2, 0, 1, true,  1",
    "3, 1, 1, 1, true,  1",
    "3, 1, 2, 1, false, 0",
    "3, 3, 0, 1, false, 0",
    "3, 4, 0, 1, false, 0",
    "3, 4, 0, 0, false, 0",
    "3, 1, 0, 2, true,  2",
    "3, 1, 0, 3, false, 2",
    "0, 0, 0, 1, false, 0",
    "9223372036854775807, 9223372036854775806, 0, 1, true, 1",
    "9223372036854775807, 9223372036854775807, 0, 1, false, 0",
    "9223372036854775807, 9223372036854775807, 0, 9223372036854775807, false, 0"
  })
  void admitsWhatIsNeitherUsedNorReserved(
      long max, long used, long reserved, long calls, boolean admitted, long remaining) {
    Limit limit = Limit.ofCell(METER, max);
    Counter counter = new Counter(used, reserved);

    assertThat(limit.admits(counter, calls)).isEqualTo(admitted);
    assertThat(new LimitState(limit, counter, TODAY).remaining()).isEqualTo(remaining);
  }

  @Test
  void isNeverNegative() {
    assertThatThrownBy(() -> Limit.ofCell(METER, -1)).isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> new Counter(-1, 0)).isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> new Counter(0, -1)).isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> Counter.NONE.plus(new CounterDelta(KEY, 0, -1)))
        .isInstanceOf(InvalidValueException.class);
  }

  @Test
  void turnsReservationsIntoUse() {
    CounterDelta reserve = new CounterDelta(KEY, 0, 2);
    CounterDelta use = new CounterDelta(KEY, 3, -2);

    assertThat(Counter.NONE.plus(reserve)).isEqualTo(new Counter(0, 2));
    assertThat(Counter.NONE.plus(reserve).plus(use)).isEqualTo(new Counter(3, 0));
    assertThat(Counter.NONE.plus(reserve.plus(use))).isEqualTo(new Counter(3, 0));
    assertThat(reserve.plus(use).key()).isEqualTo(KEY);
  }

  @Test
  void neverWraps() {
    Counter full = new Counter(Long.MAX_VALUE, Long.MAX_VALUE);

    assertThat(full.taken()).isEqualTo(Long.MAX_VALUE);
    assertThat(full.plus(new CounterDelta(KEY, 1, 0))).isEqualTo(full);
    assertThatThrownBy(() -> full.plus(new CounterDelta(KEY, 0, 1)))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void staysFullOnceItIs() {
    Counter nearly = new Counter(Long.MAX_VALUE - 5, 2);

    Counter full = nearly.plus(new CounterDelta(KEY, 6, -2));

    assertThat(full).isEqualTo(new Counter(Long.MAX_VALUE, 0));
    assertThat(full.plus(new CounterDelta(KEY, -6, 0))).isEqualTo(full);
    assertThat(nearly.plus(new CounterDelta(KEY, -6, 0)).used()).isEqualTo(Long.MAX_VALUE - 11);
  }

  @Test
  void addsChangesOfAnySize() {
    CounterDelta more = new CounterDelta(KEY, Long.MAX_VALUE, 3);
    CounterDelta less = new CounterDelta(KEY, Long.MIN_VALUE, -1);

    assertThat(more.plus(more)).isEqualTo(new CounterDelta(KEY, Long.MAX_VALUE, 6));
    assertThat(less.plus(less)).isEqualTo(new CounterDelta(KEY, Long.MIN_VALUE, -2));
    assertThat(more.plus(less)).isEqualTo(new CounterDelta(KEY, -1, 2));
  }
}

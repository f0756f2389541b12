package dev.saldo.in.rest.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.domain.limit.CalendarWindows;
import dev.saldo.domain.limit.Counter;
import dev.saldo.domain.limit.Limit;
import dev.saldo.domain.limit.LimitState;
import dev.saldo.domain.limit.LimitUnit;
import dev.saldo.domain.limit.Meter;
import dev.saldo.domain.limit.Moment;
import dev.saldo.domain.limit.Window;
import dev.saldo.domain.limit.WindowKind;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionHeadersTest {
  private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");
  private static final Instant AT = Instant.parse("2026-11-10T15:00:00.000001Z");

  @Test
  void writesQuotasWithTheLengthOfTheirWindows() {
    assertThat(DecisionHeaders.policies(List.of(daily(new Counter(0, 0)), monthly())))
        .isEqualTo("\"daily\";q=3;w=86400, \"monthly\";q=30;w=2592000");
  }

  @Test
  void writesWhatIsLeftAndTheSecondsToTheNextWindowRoundedUp() {
    assertThat(DecisionHeaders.left(List.of(daily(new Counter(1, 1)), monthly()), AT))
        .isEqualTo("\"daily\";r=1;t=43200, \"monthly\";r=30;t=1771200");
  }

  @Test
  void writesNoLargerIntegerThanAStructuredFieldCanCarry() {
    LimitState huge = state(WindowKind.DAY, Long.MAX_VALUE, Counter.NONE);

    assertThat(DecisionHeaders.policies(List.of(huge)))
        .isEqualTo("\"daily\";q=999999999999999;w=86400");
    assertThat(DecisionHeaders.left(List.of(huge), AT))
        .isEqualTo("\"daily\";r=999999999999999;t=43200");
  }

  @Test
  void neverGoesBelowNothing() {
    assertThat(DecisionHeaders.left(List.of(daily(new Counter(5, 0))), AT))
        .isEqualTo("\"daily\";r=0;t=43200");
  }

  @Test
  void writesRatesAndWhatIsOpenAtOneTime() {
    Moment moment =
        new Moment(AT, CalendarWindows.of(SAO_PAULO), new Window(WindowKind.CYCLE, AT, AT));
    LimitState rate =
        new Limit("rpm", new Meter("*", "", "", LimitUnit.CALLS, WindowKind.RATE), 6, false)
            .stateAt(moment, _ -> Counter.NONE)
            .with(2);
    LimitState open =
        new Limit("open", new Meter("*", "", "", LimitUnit.CALLS, WindowKind.OPEN), 5, false)
            .stateAt(moment, _ -> new Counter(0, 3));

    assertThat(DecisionHeaders.policies(List.of(rate, open)))
        .isEqualTo("\"rpm\";q=6;w=60, \"open\";q=5;qu=\"concurrent-requests\"");
    assertThat(DecisionHeaders.left(List.of(rate, open), AT))
        .isEqualTo("\"rpm\";r=4;t=20, \"open\";r=2");
  }

  private static LimitState daily(Counter counter) {
    return state(WindowKind.DAY, 3, counter);
  }

  private static LimitState monthly() {
    return state(WindowKind.MONTH, 30, Counter.NONE);
  }

  private static LimitState state(WindowKind kind, long max, Counter counter) {
    return new LimitState(
        Limit.ofCell(Meter.ofCalls("ana", "user_chat", "openai", kind), max),
        counter,
        kind.containing(AT, SAO_PAULO));
  }
}

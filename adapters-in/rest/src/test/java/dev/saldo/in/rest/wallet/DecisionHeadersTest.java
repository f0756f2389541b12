package dev.saldo.in.rest.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.domain.limit.Counter;
import dev.saldo.domain.limit.Limit;
import dev.saldo.domain.limit.LimitState;
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
  void neverGoesBelowNothing() {
    assertThat(DecisionHeaders.left(List.of(daily(new Counter(5, 0))), AT))
        .isEqualTo("\"daily\";r=0;t=43200");
  }

  private static LimitState daily(Counter counter) {
    return state(WindowKind.DAY, 3, counter);
  }

  private static LimitState monthly() {
    return state(WindowKind.MONTH, 30, Counter.NONE);
  }

  private static LimitState state(WindowKind kind, long max, Counter counter) {
    return new LimitState(
        new Limit(kind, max), "user_chat", "openai", counter, kind.containing(AT, SAO_PAULO));
  }
}

package dev.saldo.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.verification.model.Told;
import dev.saldo.verification.model.Use;
import dev.saldo.verification.model.Wish;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EndingTest {
  private static final long HOLD = 7;

  @ParameterizedTest
  @CsvSource({
    "settled, already_settled, already_settled, SETTLED",
    "already_settled, settled, already_settled, SETTLED",
    "already_released, already_released, released, RELEASED",
    "late, already_settled, already_expired, EXPIRED",
    "already_settled, late, already_expired, EXPIRED",
  })
  void tellsTheOneWayInWhichAHoldEnded(String settle, String other, String release, Ending ending) {
    assertThat(Ending.of(List.of(settlement(settle), settlement(other)), release(release)))
        .contains(ending);
  }

  @ParameterizedTest
  @CsvSource({
    "settled, settled, already_settled",
    "settled, already_settled, released",
    "settled, late, already_settled",
    "late, late, already_expired",
    "late, already_settled, released",
    "late, already_settled, already_settled",
    "already_settled, already_settled, already_settled",
    "already_released, already_released, already_released",
    "already_released, already_released, already_expired",
    "settled, already_released, already_settled",
    "settled, already_settled, already_expired",
    "overrun_rejected, settled, already_settled",
  })
  void knowsNoEndingInTwoWaysOrInNone(String settle, String other, String release) {
    assertThat(Ending.of(List.of(settlement(settle), settlement(other)), release(release)))
        .isEmpty();
  }

  @Test
  void refusesWhatEndsNoHold() {
    Told plan = new Told(new Wish.ChangePlan(LifeCatalog.PLANS.getFirst(), ""), "key k", Map.of());
    assertThatThrownBy(() -> Ending.of(List.of(plan, plan), plan))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Told settlement(String word) {
    Wish wish = new Wish.Settle(HOLD, new Use(OptionalLong.of(1_000), Optional.empty(), false));
    return switch (word) {
      case "settled", "late" ->
          new Told(
              wish, Told.settlement(HOLD), Map.of("late", String.valueOf(word.equals("late"))));
      default -> new Told(wish, "", Map.of("code", word));
    };
  }

  private static Told release(String word) {
    Wish wish = new Wish.Release(HOLD);
    return word.equals("released")
        ? new Told(wish, Told.release(HOLD), Map.of("returned", "1000000"))
        : new Told(wish, "", Map.of("code", word));
  }
}

package dev.saldo.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RaceVerdictTest {
  @Test
  void isSilentWhenExactlyAsManyAreAdmittedAsThereAreUnits() {
    assertThat(verdict(3, 201, 201, 201, 402, 402, 402, 402, 402)).isEmpty();
    assertThat(verdict(0, 402, 402, 402, 402, 402, 402, 402, 402)).isEmpty();
  }

  @Test
  void seesOneTooMany() {
    assertThat(verdict(3, 201, 201, 201, 201, 402, 402, 402, 402))
        .singleElement()
        .asString()
        .contains("4 of 8", "3 units", "over");
  }

  @Test
  void seesOneTooFew() {
    assertThat(verdict(3, 201, 201, 402, 402, 402, 402, 402, 402))
        .singleElement()
        .asString()
        .contains("2 of 8", "under");
  }

  @Test
  void admitsAllWhenThereIsEnoughForAll() {
    assertThat(verdict(9, 201, 201, 201, 201, 201, 201, 201, 201)).isEmpty();
    assertThat(verdict(9, 201, 201, 201, 201, 201, 201, 201, 402)).isNotEmpty();
  }

  @Test
  void seesRefusalsOfAnotherKind() {
    assertThat(verdict(3, 201, 201, 201, 402, 402, 402, 402, 500))
        .singleElement()
        .asString()
        .contains("500");
    assertThat(verdict(3, 201, 201, 201, 402, 402, 402, 402, 429)).isNotEmpty();
  }

  private static List<String> verdict(int units, int... statuses) {
    List<Answer> answers =
        Arrays.stream(statuses)
            .mapToObj(status -> new Answer(status, "{}", Optional.empty(), 1))
            .toList();
    return RaceVerdict.faults("pot", units, Answer.PAYMENT_REQUIRED, answers);
  }
}

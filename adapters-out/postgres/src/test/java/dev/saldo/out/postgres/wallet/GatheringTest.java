package dev.saldo.out.postgres.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GatheringTest {
  private static final long MILLISECOND = 1_000_000;

  private final Gathering gathering = new Gathering();

  @Test
  void waitsForNobodyAtFirst() {
    assertThat(gathering.isComplete(1)).isTrue();
    assertThat(gathering.waitNanosMax()).isZero();
  }

  @Test
  void aLoneCallerNeverWaits() {
    gathering.answered(1, 0, 4 * MILLISECOND);

    assertThat(gathering.isComplete(1)).isTrue();
  }

  @Test
  void waitsForNobodyAfterAQuietTime() {
    gathering.answered(50, 10, 4 * MILLISECOND);
    gathering.idle();

    assertThat(gathering.isComplete(1)).isTrue();
  }

  @Test
  void waitsForThreeOfFourWhoWereHereLately() {
    gathering.answered(10, 2, 4 * MILLISECOND);

    assertThat(gathering.isComplete(8)).isFalse();
    assertThat(gathering.isComplete(9)).isTrue();
  }

  @Test
  void waitsForAnEighthOfTheLastBatchAndNeverBeyondAMillisecond() {
    gathering.answered(10, 3, 4 * MILLISECOND);
    assertThat(gathering.waitNanosMax()).isEqualTo(MILLISECOND / 2);

    gathering.answered(500, 0, 100 * MILLISECOND);
    assertThat(gathering.waitNanosMax()).isEqualTo(MILLISECOND);
  }
}

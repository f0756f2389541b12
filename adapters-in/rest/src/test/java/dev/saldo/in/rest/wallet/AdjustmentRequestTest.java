package dev.saldo.in.rest.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.application.wallet.AdjustCredits;
import dev.saldo.domain.Credits;
import dev.saldo.domain.wallet.Adjustment;
import dev.saldo.domain.wallet.Adjustment.Direction;
import dev.saldo.in.rest.problem.Faults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdjustmentRequestTest {
  @ParameterizedTest
  @CsvSource({"5, ADD, 5", "-3, TAKE, 3", "-0.000001, TAKE, 0.000001", "12.5, ADD, 12.5"})
  void readsTheSign(String text, Direction direction, String credits) {
    assertThat(new AdjustmentRequest(text, "counted twice").toCommand())
        .isEqualTo(
            new AdjustCredits.Request(
                new Adjustment(direction, Credits.parse(credits)), "counted twice"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-0.0", "", "-", "+5", "1e3", "1.0000001", "--2", "five"})
  void namesTheAmountThatIsNone(String text) {
    assertThat(Faults.only(() -> new AdjustmentRequest(text, "counted twice").toCommand()))
        .isEqualTo("credits invalid");
  }

  @Test
  void readsALargeAmountThatTheWalletWillJudge() {
    assertThat(new AdjustmentRequest("-1000000000000", "why").toCommand().adjustment().credits())
        .isEqualTo(Credits.MAX);
  }
}

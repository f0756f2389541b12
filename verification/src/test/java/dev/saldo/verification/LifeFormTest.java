package dev.saldo.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.domain.PublicId;
import dev.saldo.domain.WalletId;
import dev.saldo.verification.model.Told;
import dev.saldo.verification.model.Use;
import dev.saldo.verification.model.Wish;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class LifeFormTest {
  private static final long HOLD = 1_887_995_485_936_943_111L;
  private static final String ID = PublicId.format("auth_", new WalletId(77), HOLD);
  private static final Wish SETTLE =
      new Wish.Settle(HOLD, new Use(OptionalLong.of(12), Optional.empty(), true));

  @Test
  void readsAndWritesNumbersAsIdsHaveThem() {
    assertThat(LifeForm.number(ID)).isEqualTo(HOLD);
    assertThat("auth_" + LifeForm.digits(HOLD) + LifeForm.digits(77)).isEqualTo(ID);
  }

  @Test
  void asksForWhatIsWished() {
    Request request = LifeForm.request("school", LifeForm.digits(77), SETTLE, Optional.of("k"));
    assertThat(request.path()).isEqualTo("/authorizations/" + ID + "/settle");
    assertThat(request.body())
        .isEqualTo("{\"usage\":{\"output_tokens\":12},\"outcome\":\"failed\"}");
  }

  @Test
  void readsAmountsInMicroCredits() {
    Told told = LifeForm.told(SETTLE, Optional.empty(), answer(200, SETTLED));
    assertThat(told.effect()).isEqualTo(Told.settlement(HOLD));
    assertThat(told.said())
        .containsEntry("charged", "1500000")
        .containsEntry("off_route", "true")
        .containsEntry("balance.available", "7000000");
  }

  @Test
  void knowsRefusalsThatLeaveNothing() {
    Told told =
        LifeForm.told(SETTLE, Optional.empty(), answer(409, "{\"code\":\"already_settled\"}"));
    assertThat(told.effect()).isEmpty();
    assertThat(told.said()).containsEntry("code", "already_settled");
  }

  private static Answer answer(int status, String body) {
    return new Answer(status, body, Optional.empty(), 0);
  }

  private static final String SETTLED =
      """
      {"state":"settled","charged":{"credits":"1.5"},"returned":"0","not_charged":"0","debt":"0",
      "late":false,"flags":["off_route"],
      "balance":{"available":"7","held":"0","posted":"7","debt":"0"}}
      """;
}

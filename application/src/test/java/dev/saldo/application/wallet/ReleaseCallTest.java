package dev.saldo.application.wallet;

import static dev.saldo.application.wallet.CallSample.diaryAnalysis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.application.InMemorySaldo;
import dev.saldo.domain.Credits;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.domain.wallet.HoldId;
import dev.saldo.domain.wallet.ReleaseOutcome;
import dev.saldo.domain.wallet.SettleOutcome;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ReleaseCallTest {
  private final InMemorySaldo saldo = new InMemorySaldo();
  private HoldId hold;

  @BeforeEach
  void holdThreeCredits() {
    saldo.customer("school-42", "free");
    hold = saldo.held(diaryAnalysis().by("ana").request()).id();
  }

  @Test
  void givesCreditsAndLimitsBack() {
    assertThat(release(Optional.empty()))
        .isInstanceOfSatisfying(
            WalletResult.Answered.class,
            answered -> assertThat(answered.outcome()).isInstanceOf(ReleaseOutcome.Released.class));
    assertThat(saldo.standing("school-42").available()).isEqualTo(Credits.of(100));
    for (int made = 0; made < 3; made++) {
      saldo.held(diaryAnalysis().by("ana").request());
    }
  }

  @Test
  void writesTheReasonIntoTheLedger() {
    saldo.releaseCall.release(
        saldo.caller, hold, Optional.of("the user went away"), Optional.empty());
    assertThat(saldo.ledger.entries(hold.wallet()).getLast().reason())
        .contains("the user went away");
  }

  @Test
  void answersARepetitionWithTheFirstAnswer() {
    Object first = ((WalletResult.Answered<?>) release(Optional.empty())).outcome();
    assertThat(release(Optional.empty()))
        .isEqualTo(new WalletResult.Answered<>((ReleaseOutcome) first, true));
    assertThat(release(key("k1"))).isEqualTo(release(Optional.empty()));
  }

  @Test
  void refusesAKeyWithOtherContent() {
    release(key("one"));
    HoldId other = saldo.held(diaryAnalysis().by("bia").request()).id();
    assertThat(
            saldo.releaseCall.release(
                saldo.caller,
                other,
                Optional.empty(),
                Optional.of(new RequestKey("k1", InMemorySaldo.digest("two")))))
        .isEqualTo(new WalletResult.KeyReused<ReleaseOutcome>());
  }

  @Test
  void refusesWhatIsSettledOrExpired() {
    saldo.settle(hold, TokenUsage.ofTokens(10, 10));
    assertThat(release(Optional.empty()))
        .isEqualTo(new WalletResult.Answered<>(new SettleOutcome.AlreadySettled(), false));
    hold = saldo.held(diaryAnalysis().by("ana").request()).id();
    saldo.clock.advance(Duration.ofMinutes(15));
    assertThat(release(Optional.empty()))
        .isEqualTo(new WalletResult.Answered<>(new ReleaseOutcome.AlreadyExpired(), false));
  }

  @Test
  void letsTheKeyOfACustomerReleaseItsOwnCallsAlone() {
    saldo.customer("school-43", "free");
    assertThat(
            saldo.releaseCall.release(
                saldo.boundTo("school-43"), hold, Optional.empty(), Optional.empty()))
        .isEqualTo(new WalletResult.Unknown<ReleaseOutcome>());
    assertThat(saldo.standing("school-42").held()).isEqualTo(Credits.of(3));
  }

  private WalletResult<ReleaseOutcome> release(Optional<RequestKey> key) {
    return saldo.releaseCall.release(saldo.caller, hold, Optional.empty(), key);
  }

  private static Optional<RequestKey> key(String content) {
    return Optional.of(new RequestKey("k1", InMemorySaldo.digest(content)));
  }
}

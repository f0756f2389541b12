package dev.saldo.application.wallet;

import static dev.saldo.application.wallet.CallSample.diaryAnalysis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.application.InMemorySaldo;
import dev.saldo.application.audit.Untold;
import dev.saldo.application.catalog.CatalogEdit;
import dev.saldo.domain.Credits;
import dev.saldo.domain.InvalidValueException;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.pricing.Price;
import dev.saldo.domain.pricing.PriceComponent;
import dev.saldo.domain.pricing.PriceRow;
import dev.saldo.domain.pricing.Rounding;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.domain.wallet.Evidence;
import dev.saldo.domain.wallet.Hold;
import dev.saldo.domain.wallet.HoldId;
import dev.saldo.domain.wallet.SettleOutcome;
import dev.saldo.domain.wallet.SettleOutcome.Settled;
import dev.saldo.domain.wallet.UsageRecord;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SettleCallTest {
  private static final TokenUsage USED = TokenUsage.ofTokens(900, 400);

  private final InMemorySaldo saldo = new InMemorySaldo();
  private HoldId hold;

  @BeforeEach
  void holdThreeCredits() {
    saldo.customer("school-42", "free");
    hold = saldo.held(diaryAnalysis().by("ana").tokens(1500, 800).request()).id();
  }

  @Test
  void chargesWhatWasUsedAndReturnsTheRest() {
    Settled settled = settled(settle(InMemorySaldo.used(USED)));
    assertThat(settled.charged()).isEqualTo(Credits.of(2));
    assertThat(settled.returned()).isEqualTo(Credits.of(1));
    assertThat(settled.standing().available()).isEqualTo(Credits.of(98));
    assertThat(settled.cost().orElseThrow()).hasToString("USD 0.000375");
  }

  @Test
  void keepsARecordOfTheUsage() {
    settle(
        new SettleCall.Used(
            InMemorySaldo.digest("body"),
            Optional.of(USED),
            Evidence.PROVIDER_PARTIAL,
            Optional.of(ModelId.parse("openai/gpt-4o")),
            true,
            Map.of("request_id", "r-1")));
    UsageRecord record = saldo.ledger.usage(hold.wallet()).getFirst();
    assertThat(record.user()).contains("ana");
    assertThat(record.model()).hasToString("openai/gpt-4o");
    assertThat(record.usage()).isEqualTo(USED);
    assertThat(record.evidence()).isEqualTo(Evidence.PROVIDER_PARTIAL);
    assertThat(record.metadata()).containsExactly(Map.entry("request_id", "r-1"));
    assertThat(record.versions()).isEqualTo(new UsageRecord.Versions("free", 1, 1, 1));
  }

  @Test
  void answersTheSameContentAgainWithoutAKey() {
    Settled first = settled(settle(InMemorySaldo.used(USED)));
    assertThat(settle(InMemorySaldo.used(USED)))
        .isEqualTo(new WalletResult.Answered<SettleOutcome>(first, true));
    assertThat(settle(InMemorySaldo.used(TokenUsage.ofTokens(1, 1))))
        .isEqualTo(
            new WalletResult.Answered<SettleOutcome>(new SettleOutcome.AlreadySettled(), false));
  }

  @Test
  void answersTheSameKeyAgainAndRefusesItForOtherContent() {
    Settled first = settled(settle(saldo.caller, InMemorySaldo.used(USED), key("k1", "body")));
    assertThat(settle(saldo.caller, InMemorySaldo.used(USED), key("k1", "body")))
        .isEqualTo(new WalletResult.Answered<SettleOutcome>(first, true));
    assertThat(settle(saldo.caller, InMemorySaldo.used(USED), key("k1", "other")))
        .isEqualTo(new WalletResult.KeyReused<SettleOutcome>());
  }

  @Test
  void chargesTheEstimateWhenNobodyKnowsWhatWasUsed() {
    Settled settled = settled(settle(unknown(true)));
    assertThat(settled.charged()).isEqualTo(Credits.of(3));
    assertThat(saldo.ledger.usage(hold.wallet()).getFirst().evidence())
        .isEqualTo(Evidence.ESTIMATED);
  }

  @Test
  void chargesNothingForAFailedCallWithoutUsage() {
    Settled settled = settled(settle(unknown(false)));
    assertThat(settled.charged()).isEqualTo(Credits.ZERO);
    assertThat(settled.returned()).isEqualTo(Credits.of(3));
    assertThat(saldo.ledger.usage(hold.wallet()).getFirst().evidence()).isEqualTo(Evidence.NONE);
  }

  @Test
  void chargesALateSettlement() {
    saldo.clock.advance(Duration.ofMinutes(15));
    Settled late = settled(settle(InMemorySaldo.used(USED)));
    assertThat(late.late()).isTrue();
    assertThat(late.state()).isEqualTo(Hold.State.EXPIRED);
    assertThat(late.charged()).isEqualTo(Credits.of(2));
  }

  @Test
  void owesWhatIsAboveTheBalance() {
    Settled settled = settled(settle(InMemorySaldo.used(TokenUsage.ofTokens(130_000, 0))));
    assertThat(settled.charged()).isEqualTo(Credits.of(130));
    assertThat(settled.debt()).isEqualTo(Credits.of(30));
  }

  @Test
  void refusesAReleasedHold() {
    saldo.releaseCall.release(saldo.caller, hold, Optional.empty(), Optional.empty());
    assertThat(settle(InMemorySaldo.used(USED)))
        .isEqualTo(
            new WalletResult.Answered<SettleOutcome>(new SettleOutcome.AlreadyReleased(), false));
  }

  @Test
  void answersUnknownWalletsAndHolds() {
    SettleCall.Used used = InMemorySaldo.used(USED);
    HoldId elsewhere = new HoldId(new WalletId(4711), hold.number());
    assertThat(saldo.settleCall.settle(saldo.caller, elsewhere, used, Optional.empty()))
        .isEqualTo(new WalletResult.Unknown<SettleOutcome>());
    HoldId other = new HoldId(hold.wallet(), 4711);
    assertThat(saldo.settleCall.settle(saldo.caller, other, used, Optional.empty()))
        .isEqualTo(
            new WalletResult.Answered<SettleOutcome>(new SettleOutcome.HoldUnknown(), false));
  }

  @Test
  void letsTheKeyOfACustomerSettleItsOwnCallsAlone() {
    saldo.customer("school-43", "free");
    assertThat(settle(saldo.boundTo("school-43"), InMemorySaldo.used(USED), Optional.empty()))
        .isEqualTo(new WalletResult.Unknown<SettleOutcome>());
    assertThat(settle(saldo.boundTo("nobody"), InMemorySaldo.used(USED), Optional.empty()))
        .isEqualTo(new WalletResult.Unknown<SettleOutcome>());
    assertThat(settle(saldo.boundTo("school-42"), InMemorySaldo.used(USED), Optional.empty()))
        .isInstanceOf(WalletResult.Answered.class);
  }

  @Test
  void settlesAtPricesThatAnotherInstancePublished() {
    var rising =
        new CatalogEdit()
            .pricesFrom(
                Samples.START.minusSeconds(1),
                PriceRow.byDefault(
                    Price.of(new PriceComponent.PerCall(Credits.of(9)), Rounding.UP_TO_CREDIT)))
            .document();
    var other = saldo.catalog.otherInstance();
    other.publish(saldo.tenant.id(), rising);
    AuthorizeCall there =
        new AuthorizeCall(
            saldo.customers, other, new PrepareCall(saldo.clock), saldo.ledger, saldo.openCustomer);
    CallResult result =
        there.authorize(
            saldo.caller, diaryAnalysis().by("bia").request(), Optional.empty(), Untold.audit());
    hold = ((CallResult.Held) result).held().id();
    assertThat(saldo.catalog.current(saldo.tenant.id()).version()).isEqualTo(1);
    assertThat(settled(settle(InMemorySaldo.used(USED))).charged()).isEqualTo(Credits.of(9));
  }

  @Test
  void refusesTooMuchMetadata() {
    assertThatThrownBy(
            () ->
                new SettleCall.Used(
                    InMemorySaldo.digest("body"),
                    Optional.empty(),
                    Evidence.NONE,
                    Optional.empty(),
                    true,
                    Map.of("note", "x".repeat(501))))
        .isInstanceOf(InvalidValueException.class);
  }

  private WalletResult<SettleOutcome> settle(SettleCall.Used used) {
    return settle(saldo.caller, used, Optional.empty());
  }

  private WalletResult<SettleOutcome> settle(
      Caller caller, SettleCall.Used used, Optional<RequestKey> key) {
    return saldo.settleCall.settle(caller, hold, used, key);
  }

  private static Settled settled(WalletResult<SettleOutcome> result) {
    return switch (result) {
      case WalletResult.Answered<SettleOutcome>(Settled settled, boolean _) -> settled;
      case WalletResult<SettleOutcome> other -> throw new AssertionError("not settled: " + other);
    };
  }

  private static SettleCall.Used unknown(boolean succeeded) {
    return new SettleCall.Used(
        InMemorySaldo.digest("body"),
        Optional.empty(),
        Evidence.PROVIDER_FINAL,
        Optional.empty(),
        succeeded,
        Map.of());
  }

  private static Optional<RequestKey> key(String key, String content) {
    return Optional.of(new RequestKey(key, InMemorySaldo.digest(content)));
  }
}

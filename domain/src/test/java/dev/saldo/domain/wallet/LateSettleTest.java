package dev.saldo.domain.wallet;

import static dev.saldo.domain.wallet.Sample.CLAUDE;
import static dev.saldo.domain.wallet.Sample.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.domain.Credits;
import dev.saldo.domain.limit.Counter;
import dev.saldo.domain.plan.OverrunPolicy;
import dev.saldo.domain.wallet.SettleOutcome.Settled;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settlements at or after the expiry of their hold. */
class LateSettleTest {
  private final WalletUnderTest wallet = WalletUnderTest.onPlan(plan("free", 100));

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void chargesWhatIsAvailableSweptOrNot(boolean swept) {
    HoldId hold = wallet.hold(Ask.tokens(10_000)).id();
    wallet.afterMinutes(15);
    if (swept) {
      wallet.sweep();
    }

    Settled settled = wallet.settle(hold, 7000);

    assertThat(settled.late()).isTrue();
    assertThat(settled.state()).isEqualTo(Hold.State.EXPIRED);
    assertThat(settled.charged()).isEqualTo(Credits.of(7));
    assertThat(settled.returned()).isEqualTo(Credits.ZERO);
    assertThat(wallet.hold(hold).state()).isEqualTo(Hold.State.EXPIRED);
    assertThat(wallet.available()).isEqualTo(Credits.of(93));
    assertThat(wallet.usage()).singleElement().extracting(UsageRecord::late).isEqualTo(true);
    assertThat(wallet.movements())
        .containsExactly(
            "grant: issued → available 100",
            "hold: available → held 10",
            "return: held → available 10",
            "charge: available → spent 7");
  }

  @Test
  void isInTimeAMomentBeforeExpiry() {
    HoldId hold = wallet.hold(Ask.tokens(10_000)).id();
    Settled settled = wallet.after(Duration.ofMinutes(15).minusNanos(1000)).settle(hold, 7000);

    assertThat(settled.late()).isFalse();
    assertThat(settled.state()).isEqualTo(Hold.State.SETTLED);
  }

  @Test
  void happensAtMostOnce() {
    HoldId hold = wallet.hold(Ask.tokens(10_000)).id();
    Settled first = wallet.afterMinutes(20).settle(hold, 7000);
    wallet.afterMinutes(20);

    assertThat(wallet.submit(wallet.settlement(hold, 7000)))
        .isEqualTo(new Decision.Replayed<SettleOutcome>(first));
    assertThat(wallet.outcome(wallet.settlement(hold, 8000)))
        .isEqualTo(new SettleOutcome.AlreadySettled());
    assertThat(wallet.release(hold)).isEqualTo(new ReleaseOutcome.AlreadyExpired());
    assertThat(wallet.usage()).hasSize(1);
    assertThat(wallet.available()).isEqualTo(Credits.of(93));
  }

  @ParameterizedTest
  @CsvSource({
    // what is available is 30 of the 100 that the call costs, the debt limit is 20
    "CHARGE,       100, 70, 0",
    "DEBT_UP_TO,   50,  20, 50",
    "CAP_AT_HOLD,  30,  0,  70",
    "REJECT,       30,  0,  70"
  })
  void goesOnByTheOverrunPolicy(OverrunPolicy policy, long charged, long debt, long notCharged) {
    WalletUnderTest poor = WalletUnderTest.onPlan(plan("free", 100, policy, 20));
    HoldId hold = poor.hold(Ask.tokens(100_000)).id();
    poor.afterMinutes(15);
    poor.settle(poor.hold(Ask.tokens(70_000)).id(), 70_000);

    Settled settled = poor.settle(hold, 100_000);

    assertThat(settled.charged()).isEqualTo(Credits.of(charged));
    assertThat(settled.debt()).isEqualTo(Credits.of(debt));
    assertThat(settled.notCharged()).isEqualTo(Credits.of(notCharged));
    assertThat(poor.debt()).isEqualTo(Credits.of(debt));
    assertThat(poor.available()).isEqualTo(Credits.ZERO);
  }

  @Test
  void countsInTheWindowsOfTheAuthorizationEvenPastTheMaximum() {
    Ask once = Ask.tokens(100).of(Offer.of(Sample.MINI).daily(1));
    HoldId late = wallet.hold(once).id();
    wallet.afterMinutes(15);
    HoldId next = wallet.hold(once).id();
    wallet.settle(next, 100);

    wallet.at("2026-11-11T15:00:00Z").settle(late, 100);

    assertThat(wallet.counter(late, "openai", 0)).isEqualTo(new Counter(2, 0));
    assertThat(wallet.hold(once).limits().getFirst().counter()).isEqualTo(new Counter(0, 1));
  }

  @Test
  void countsForTheProviderThatServed() {
    HoldId late = wallet.hold(Ask.tokens(100)).id();
    wallet.afterMinutes(15).settle(late, 100, CLAUDE);

    assertThat(wallet.counter(late, "openai", 0)).isEqualTo(Counter.NONE);
    assertThat(wallet.counter(late, "anthropic", 0)).isEqualTo(new Counter(1, 0));
  }

  @Test
  void usesOnlyWhatTheCallMayUse() {
    WalletUnderTest scoped = WalletUnderTest.empty();
    HoldId hold = scoped.hold(Ask.tokens(0)).id();
    scoped.grant(Gift.promo("50").forFeature("user_chat"));
    scoped.grant(Gift.promo("5").forFeature("diary_analysis"));

    Settled settled = scoped.afterMinutes(15).settle(hold, 8000);

    assertThat(settled.debt()).isEqualTo(Credits.of(3));
    assertThat(scoped.available()).isEqualTo(Credits.of(50));
  }

  @Test
  void mayComeInAnotherCycle() {
    HoldId hold = wallet.hold(Ask.tokens(10_000)).id();
    Settled settled = wallet.at("2026-12-02T15:00:00Z").settle(hold, 10_000);

    assertThat(settled.charged()).isEqualTo(Credits.of(10));
    assertThat(wallet.balances().expired()).isEqualTo(Credits.of(100));
    assertThat(wallet.available()).isEqualTo(Credits.of(90));
  }

  @Test
  void mayReportAFailureWhichCountsNothing() {
    HoldId hold = wallet.hold(Ask.tokens(10_000)).id();
    wallet.afterMinutes(15);
    Settle failed =
        wallet.settlement(hold, Optional.empty(), Evidence.NONE, Optional.empty(), false);

    assertThat(((Settled) wallet.outcome(failed)).charged()).isEqualTo(Credits.ZERO);
    assertThat(wallet.counter(hold, "openai", 0)).isEqualTo(Counter.NONE);
  }
}

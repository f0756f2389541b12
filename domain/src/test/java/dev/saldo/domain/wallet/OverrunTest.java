package dev.saldo.domain.wallet;

import static dev.saldo.domain.wallet.Sample.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.domain.Credits;
import dev.saldo.domain.plan.OverrunPolicy;
import dev.saldo.domain.wallet.SettleOutcome.Settled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settlements above their hold, by policy. */
class OverrunTest {
  private final WalletUnderTest wallet = WalletUnderTest.onPlan(plan("free", 100));

  @Test
  void chargesAnOverrunFromWhatIsAvailable() {
    Settled settled = wallet.settle(wallet.hold(Ask.tokens(10_000)).id(), 30_000);

    assertThat(settled.charged()).isEqualTo(Credits.of(30));
    assertThat(settled.debt()).isEqualTo(Credits.ZERO);
    assertThat(settled.lines())
        .singleElement()
        .extracting(Hold.Line::credits)
        .isEqualTo(Credits.of(30));
    assertThat(wallet.available()).isEqualTo(Credits.of(70));
  }

  @Test
  void chargesAnOverrunBeyondTheBalanceToDebt() {
    Settled settled = wallet.settle(wallet.hold(Ask.tokens(90_000)).id(), 130_000);

    assertThat(settled.charged()).isEqualTo(Credits.of(130));
    assertThat(settled.debt()).isEqualTo(Credits.of(30));
    assertThat(wallet.available()).isEqualTo(Credits.ZERO);
    assertThat(wallet.debt()).isEqualTo(Credits.of(30));
    assertThat(settled.standing().debt()).isEqualTo(Credits.of(30));
  }

  @Test
  void leavesCreditsOfOtherHoldsAloneInAnOverrun() {
    HoldId other = wallet.hold(Ask.tokens(60_000)).id();
    Settled settled = wallet.settle(wallet.hold(Ask.tokens(40_000)).id(), 50_000);

    assertThat(settled.debt()).isEqualTo(Credits.of(10));
    assertThat(wallet.held()).isEqualTo(Credits.of(60));
    wallet.release(other);
    assertThat(wallet.debt()).isEqualTo(Credits.ZERO);
    assertThat(wallet.available()).isEqualTo(Credits.of(50));
  }

  @Test
  void stopsDebtAtTheLimit() {
    WalletUnderTest limited =
        WalletUnderTest.onPlan(plan("free", 100, OverrunPolicy.DEBT_UP_TO, 20));
    Settled settled = limited.settle(limited.hold(Ask.tokens(90_000)).id(), 150_000);

    assertThat(settled.rated()).isEqualTo(Credits.of(150));
    assertThat(settled.charged()).isEqualTo(Credits.of(120));
    assertThat(settled.debt()).isEqualTo(Credits.of(20));
    assertThat(settled.notCharged()).isEqualTo(Credits.of(30));
    assertThat(limited.usage())
        .singleElement()
        .extracting(UsageRecord::notCharged)
        .isEqualTo(Credits.of(30));
  }

  @Test
  void countsDebtThatOtherHoldsReservedWhenItStopsDebt() {
    WalletUnderTest limited =
        WalletUnderTest.onPlan(plan("free", 10, OverrunPolicy.DEBT_UP_TO, 20));
    HoldId first = limited.hold(Ask.tokens(10_000)).id();
    HoldId second = limited.hold(Ask.tokens(15_000)).id();

    assertThat(limited.settle(first, 20_000).debt()).isEqualTo(Credits.of(5));
    assertThat(limited.settle(second, 15_000).debt()).isEqualTo(Credits.of(15));
    assertThat(limited.debt()).isEqualTo(Credits.of(20));
  }

  @Test
  void capsTheChargeAtTheHold() {
    WalletUnderTest capped =
        WalletUnderTest.onPlan(plan("free", 100, OverrunPolicy.CAP_AT_HOLD, 0));
    Settled settled = capped.settle(capped.hold(Ask.tokens(10_000)).id(), 30_000);

    assertThat(settled.charged()).isEqualTo(Credits.of(10));
    assertThat(settled.notCharged()).isEqualTo(Credits.of(20));
    assertThat(capped.available()).isEqualTo(Credits.of(90));
    assertThat(capped.debt()).isEqualTo(Credits.ZERO);
  }

  @Test
  void rejectsAnOverrunAndKeepsTheHold() {
    WalletUnderTest strict = WalletUnderTest.onPlan(plan("free", 100, OverrunPolicy.REJECT, 0));
    HoldId hold = strict.hold(Ask.tokens(10_000)).id();

    assertThat(strict.outcome(strict.settlement(hold, 10_001)))
        .isEqualTo(new SettleOutcome.OverrunRejected(Credits.of(11), Credits.of(10)));
    assertThat(strict.hold(hold).state()).isEqualTo(Hold.State.HELD);
    assertThat(strict.held()).isEqualTo(Credits.of(10));
    assertThat(strict.usage()).isEmpty();
    assertThat(strict.settle(hold, 10_000).charged()).isEqualTo(Credits.of(10));
  }

  @ParameterizedTest
  @CsvSource({"CHARGE", "DEBT_UP_TO", "CAP_AT_HOLD", "REJECT"})
  void keepsThePolicyOfTheTimeOfTheHold(OverrunPolicy policy) {
    WalletUnderTest changed = WalletUnderTest.onPlan(plan("free", 100, policy, 0));
    HoldId hold = changed.hold(Ask.tokens(10_000)).id();
    changed.changePlan(
        plan(
            "other",
            100,
            policy == OverrunPolicy.CHARGE ? OverrunPolicy.REJECT : OverrunPolicy.CHARGE,
            0));

    SettleOutcome outcome = changed.outcome(changed.settlement(hold, 12_000));

    switch (policy) {
      case REJECT -> assertThat(outcome).isInstanceOf(SettleOutcome.OverrunRejected.class);
      case CAP_AT_HOLD -> assertThat(((Settled) outcome).notCharged()).isEqualTo(Credits.of(2));
      case CHARGE, DEBT_UP_TO ->
          assertThat(((Settled) outcome).charged()).isEqualTo(Credits.of(12));
    }
  }

  @Test
  void usesUncoveredCreditsAsDebt() {
    WalletUnderTest indebted =
        WalletUnderTest.onPlan(plan("free", 10, OverrunPolicy.CAP_AT_HOLD, 50));
    HoldId hold = indebted.hold(Ask.tokens(30_000)).id();
    assertThat(indebted.balances().reservedDebt()).isEqualTo(Credits.of(20));
    assertThat(indebted.debt()).isEqualTo(Credits.ZERO);

    Settled settled = indebted.settle(hold, 25_000);

    assertThat(settled.charged()).isEqualTo(Credits.of(25));
    assertThat(settled.debt()).isEqualTo(Credits.of(15));
    assertThat(indebted.debt()).isEqualTo(Credits.of(15));
    assertThat(indebted.balances().reservedDebt()).isEqualTo(Credits.ZERO);
  }
}

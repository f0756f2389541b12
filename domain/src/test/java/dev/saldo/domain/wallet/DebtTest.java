package dev.saldo.domain.wallet;

import static dev.saldo.domain.wallet.Sample.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.domain.Credits;
import dev.saldo.domain.plan.Rollover;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What repays debt, and when. Every test begins with a debt of 30 credits. */
class DebtTest {
  private final WalletUnderTest wallet = WalletUnderTest.onPlan(plan("free", 100));

  @BeforeEach
  void oweThirtyCredits() {
    wallet.settle(wallet.hold(Ask.tokens(100_000)).id(), 130_000);
    assertThat(wallet.debt()).isEqualTo(Credits.of(30));
  }

  @Test
  void isRepaidFromWhatIsBought() {
    GrantOutcome.Granted granted = wallet.grant(Gift.purchase("50"));

    assertThat(granted.repaid()).isEqualTo(Credits.of(30));
    assertThat(granted.grant().available()).isEqualTo(Credits.of(20));
    assertThat(granted.grant().buckets().spent()).isEqualTo(Credits.of(30));
    assertThat(granted.standing().debt()).isEqualTo(Credits.ZERO);
    assertThat(wallet.available()).isEqualTo(Credits.of(20));
  }

  @Test
  void isRepaidInPart() {
    assertThat(wallet.grant(Gift.adjustment("10")).repaid()).isEqualTo(Credits.of(10));
    assertThat(wallet.grant(Gift.adjustment("15")).repaid()).isEqualTo(Credits.of(15));
    assertThat(wallet.debt()).isEqualTo(Credits.of(5));
    assertThat(wallet.available()).isEqualTo(Credits.ZERO);
  }

  @Test
  void isNotRepaidFromPromotionsOrScopedGrants() {
    assertThat(wallet.grant(Gift.promo("10")).repaid()).isEqualTo(Credits.ZERO);
    assertThat(wallet.grant(Gift.purchase("10").forFeature("diary_analysis")).repaid())
        .isEqualTo(Credits.ZERO);
    assertThat(wallet.grant(Gift.purchase("10").forModel("openai")).repaid())
        .isEqualTo(Credits.ZERO);
    assertThat(wallet.debt()).isEqualTo(Credits.of(30));
    assertThat(wallet.hold(Ask.credits("30"))).isNotNull();
  }

  @Test
  void isRepaidWhenTheCycleRenews() {
    wallet.at("2026-12-01T03:00:00Z").sweep();

    assertThat(wallet.debt()).isEqualTo(Credits.ZERO);
    assertThat(wallet.available()).isEqualTo(Credits.of(70));
    assertThat(wallet.movements()).endsWith("repayment: available → debt 30");
  }

  @Test
  void isRepaidFromSeveralCyclesInTurn() {
    WalletUnderTest small = WalletUnderTest.onPlan(plan("free", 10));
    small.settle(small.hold(Ask.tokens(10_000)).id(), 35_000);

    small.at("2027-02-15T00:00:00Z").sweep();

    assertThat(small.debt()).isEqualTo(Credits.ZERO);
    assertThat(small.available()).isEqualTo(Credits.of(5));
    assertThat(small.balances().issued()).isEqualTo(Credits.of(40));
  }

  @Test
  void isRepaidWhenAScheduledGrantArrives() {
    wallet.grant(Gift.purchase("50").from(wallet.now().plusSeconds(60)));
    assertThat(wallet.debt()).isEqualTo(Credits.of(30));
    wallet.afterMinutes(1).sweep();

    assertThat(wallet.debt()).isEqualTo(Credits.ZERO);
    assertThat(wallet.available()).isEqualTo(Credits.of(20));
  }

  @Test
  void isRepaidByAPlanChange() {
    wallet.changePlan(plan("premium", 1000));

    assertThat(wallet.debt()).isEqualTo(Credits.ZERO);
  }

  @Test
  void isRepaidWhenAHoldExpires() {
    WalletUnderTest held = WalletUnderTest.onPlan(plan("free", 100));
    held.hold(Ask.tokens(60_000));
    held.settle(held.hold(Ask.tokens(40_000)).id(), 55_000);
    assertThat(held.debt()).isEqualTo(Credits.of(15));

    held.after(Duration.ofMinutes(15)).sweep();

    assertThat(held.debt()).isEqualTo(Credits.ZERO);
    assertThat(held.available()).isEqualTo(Credits.of(45));
  }

  @Test
  void isRepaidWhenASettlementReturnsCredits() {
    WalletUnderTest held = WalletUnderTest.onPlan(plan("free", 100));
    HoldId first = held.hold(Ask.tokens(60_000)).id();
    held.settle(held.hold(Ask.tokens(40_000)).id(), 55_000);

    SettleOutcome.Settled settled = held.settle(first, 20_000);

    assertThat(settled.returned()).isEqualTo(Credits.of(40));
    assertThat(settled.standing().debt()).isEqualTo(Credits.ZERO);
    assertThat(settled.standing().available()).isEqualTo(Credits.of(25));
  }

  @Test
  void isRepaidByAReleaseAndByAnAdjustment() {
    WalletUnderTest held = WalletUnderTest.onPlan(plan("free", 100));
    HoldId first = held.hold(Ask.tokens(10_000)).id();
    held.settle(held.hold(Ask.tokens(90_000)).id(), 105_000);
    assertThat(held.debt()).isEqualTo(Credits.of(15));

    held.release(first);
    assertThat(held.debt()).isEqualTo(Credits.of(5));
    held.adjust("7");

    assertThat(held.debt()).isEqualTo(Credits.ZERO);
    assertThat(held.available()).isEqualTo(Credits.of(2));
  }

  @Test
  void isNotRepaidFromReturnsOfPromotionsOrScopedGrants() {
    WalletUnderTest held = WalletUnderTest.empty();
    held.grant(Gift.promo("10"));
    held.grant(Gift.purchase("10").forFeature("diary_analysis"));
    HoldId first = held.hold(Ask.tokens(20_000)).id();
    held.settle(held.hold(Ask.credits("0")).id(), 5_000);
    assertThat(held.debt()).isEqualTo(Credits.of(5));

    held.release(first);

    assertThat(held.debt()).isEqualTo(Credits.of(5));
    assertThat(held.available()).isEqualTo(Credits.of(20));
  }

  @Test
  void isRepaidByWhatRollsOver() {
    WalletUnderTest rolling =
        WalletUnderTest.onPlan(
            Sample.rolling(plan("saver", 10), Rollover.forDays(Credits.of(100), 40)));
    HoldId longest = rolling.at("2026-12-01T02:00:00Z").hold(Ask.tokens(10_000)).id();
    rolling.settle(rolling.hold(Ask.credits("0")).id(), 4_000);
    rolling.release(longest);

    assertThat(rolling.debt()).isEqualTo(Credits.ZERO);
    rolling.at("2026-12-01T03:00:00Z").sweep();
    assertThat(rolling.available()).isEqualTo(Credits.of(16));
  }

  @Test
  void isRepaidInBurnOrder() {
    WalletUnderTest held = WalletUnderTest.empty();
    GrantId last = held.grant(Gift.purchase("10").withPriority(9)).grant().id();
    GrantId first = held.grant(Gift.purchase("10").withPriority(1)).grant().id();
    HoldId hold = held.hold(Ask.credits("20")).id();
    held.settle(held.hold(Ask.credits("0")).id(), 15_000);
    held.release(hold);

    assertThat(held.grant(first).available()).isEqualTo(Credits.ZERO);
    assertThat(held.grant(last).available()).isEqualTo(Credits.of(5));
  }
}

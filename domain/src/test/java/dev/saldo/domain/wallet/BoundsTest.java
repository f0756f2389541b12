package dev.saldo.domain.wallet;

import static dev.saldo.domain.wallet.Sample.NOON;
import static dev.saldo.domain.wallet.Sample.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.domain.Credits;
import dev.saldo.domain.plan.OverrunPolicy;
import dev.saldo.domain.wallet.AuthorizeOutcome.InsufficientCredits;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Amounts near the largest: refused, never wrapped, and no wallet gets stuck. */
class BoundsTest {
  private static final String MAX = Credits.MAX.toString();
  private static final String ALMOST = "999999999999.999999";
  private static final GrantOutcome TOO_LARGE = new GrantOutcome.BalanceTooLarge();

  @Test
  void holdsTheLargestAmount() {
    WalletUnderTest rich = WalletUnderTest.empty();
    rich.grant(Gift.purchase(MAX));

    HoldId hold = rich.hold(Ask.credits(MAX)).id();
    assertThat(rich.held()).isEqualTo(Credits.MAX);
    rich.release(hold);
    assertThat(rich.available()).isEqualTo(Credits.MAX);
  }

  @Test
  void refusesToIssueMoreThanTheLargestAmountInAll() {
    WalletUnderTest rich = WalletUnderTest.empty();
    rich.grant(Gift.purchase(ALMOST));

    assertThat(rich.outcome(Gift.purchase("0.000002").command())).isEqualTo(TOO_LARGE);
    assertThat(rich.outcome(Gift.purchase(MAX).command())).isEqualTo(TOO_LARGE);
    assertThat(rich.available()).hasToString(ALMOST);
    rich.grant(Gift.purchase("0.000001"));
    assertThat(rich.available()).isEqualTo(Credits.MAX);
  }

  @Test
  void countsWhatIsScheduledAsIssued() {
    WalletUnderTest rich = WalletUnderTest.empty();
    rich.grant(Gift.purchase(ALMOST).from(NOON.plusSeconds(60)));

    assertThat(rich.outcome(Gift.purchase("1").command())).isEqualTo(TOO_LARGE);
    assertThat(rich.outcome(Gift.purchase("1").from(NOON.plusSeconds(9)).command()))
        .isEqualTo(TOO_LARGE);
    rich.afterMinutes(1).sweep();
    assertThat(rich.available()).hasToString(ALMOST);
  }

  @Test
  void renewsOnlyUpToTheLargestAmount() {
    WalletUnderTest rich = WalletUnderTest.onPlan(plan("free", 100));
    rich.grant(Gift.purchase("999999999750"));
    assertThat(rich.outcome(Gift.purchase("150.000001").command())).isEqualTo(TOO_LARGE);

    rich.after(Duration.ofDays(100)).sweep();

    assertThat(rich.balances().issued()).isEqualTo(Credits.MAX);
    assertThat(rich.available()).isEqualTo(Credits.of(999_999_999_750L));
    assertThat(rich.hold(Ask.credits("1"))).isNotNull();
  }

  @Test
  void changesPlanOnlyUpToTheLargestAmount() {
    WalletUnderTest rich = WalletUnderTest.onPlan(plan("free", 0));
    rich.grant(Gift.purchase(ALMOST));

    rich.changePlan(plan("premium", 6000));

    assertThat(rich.available()).isEqualTo(Credits.MAX);
  }

  @Test
  void addsRoomForDebtWithoutWrapping() {
    WalletUnderTest rich =
        WalletUnderTest.onPlan(plan("free", 0, OverrunPolicy.CHARGE, 1_000_000_000_000L));
    rich.grant(Gift.purchase("5"));
    assertThat(rich.hold(Ask.credits(MAX)).hold().uncovered())
        .isEqualTo(Credits.MAX.minus(Credits.of(5)));
    assertThat(rich.refusalReason(Ask.credits("6")))
        .isEqualTo(new InsufficientCredits(Credits.of(6), Credits.of(5)));
  }

  @Test
  void promisesNoMoreThanTheLargestAmount() {
    WalletUnderTest rich =
        WalletUnderTest.onPlan(plan("free", 0, OverrunPolicy.CHARGE, 1_000_000_000_000L));
    rich.grant(Gift.promo(MAX).forFeature("diary_analysis"));

    assertThat(rich.hold(Ask.credits(MAX)).hold().uncovered()).isEqualTo(Credits.ZERO);
  }

  @Test
  void givesBackByAnAmendmentOnlyUpToTheLargestAmount() {
    WalletUnderTest rich = WalletUnderTest.empty();
    rich.grant(Gift.purchase("10"));
    HoldId hold = rich.hold(Ask.credits("10")).id();
    rich.assume(hold, 15_000);
    rich.grant(Gift.purchase("5"));
    rich.grant(Gift.purchase("999999999985").from(NOON.plusSeconds(60)));

    AmendOutcome.Amended amended = rich.amend(hold, 0);
    rich.afterMinutes(1).sweep();

    assertThat(amended.granted()).isEmpty();
    assertThat(amended.returned()).isEqualTo(Credits.of(10));
    assertThat(amended.charged()).isEqualTo(Credits.of(5));
    assertThat(rich.available()).isEqualTo(Credits.of(999_999_999_995L));
  }

  @Test
  void givesBackByAnAmendmentWhatStillFits() {
    WalletUnderTest rich = WalletUnderTest.empty();
    rich.grant(Gift.purchase("10"));
    HoldId hold = rich.hold(Ask.credits("10")).id();
    rich.assume(hold, 15_000);
    rich.grant(Gift.purchase("5"));
    rich.grant(Gift.purchase("999999999983"));

    AmendOutcome.Amended amended = rich.amend(hold, 0);

    assertThat(amended.granted().orElseThrow().credits()).isEqualTo(Credits.of(2));
    assertThat(amended.charged()).isEqualTo(Credits.of(5));
    assertThat(rich.balances().issued()).isEqualTo(Credits.MAX);
  }

  @Test
  void takesBackFromAStepMoreThanTheLargestAmountInAll() {
    WalletUnderTest rich =
        WalletUnderTest.onPlan(plan("free", 0, OverrunPolicy.CHARGE, 1_000_000_000_000L));
    HoldId run = rich.hold(Ask.credits(MAX)).id();
    HoldId whole = rich.hold(Ask.credits(MAX).within(run)).id();
    rich.grant(Gift.purchase("50"));
    HoldId more = rich.hold(Ask.credits("50").within(run)).id();

    rich.release(whole);
    rich.release(more);

    assertThat(rich.hold(run).credits()).isEqualTo(Credits.MAX);
    rich.afterMinutes(16).sweep();
    assertThat(rich.available()).isEqualTo(Credits.of(50));
    assertThat(rich.balances().reservedDebt()).isEqualTo(Credits.ZERO);
  }

  @Test
  void extendsBeyondTheLargestAmount() {
    WalletUnderTest rich =
        WalletUnderTest.onPlan(plan("free", 0, OverrunPolicy.CHARGE, 1_000_000_000_000L));
    HoldId hold = rich.hold(Ask.credits(MAX)).id();
    rich.grant(Gift.purchase("5"));

    assertThat(((ExtendOutcome.Extended) rich.extend(hold, "5")).added()).isEqualTo(Credits.of(5));
    assertThat(rich.hold(hold).credits()).isEqualTo(Credits.MAX);
    rich.release(hold);
    assertThat(rich.available()).isEqualTo(Credits.of(5));
  }
}

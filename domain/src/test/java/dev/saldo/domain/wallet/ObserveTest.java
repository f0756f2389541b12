package dev.saldo.domain.wallet;

import static dev.saldo.domain.wallet.Sample.MINI;
import static dev.saldo.domain.wallet.Sample.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.domain.Credits;
import dev.saldo.domain.limit.Counter;
import dev.saldo.domain.limit.LimitRule;
import dev.saldo.domain.limit.LimitUnit;
import dev.saldo.domain.limit.Rules;
import dev.saldo.domain.limit.WindowKind;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.OverrunPolicy;
import dev.saldo.domain.wallet.AuthorizeOutcome.PriceMissing;
import dev.saldo.domain.wallet.AuthorizeOutcome.WalletFrozen;
import dev.saldo.domain.wallet.Explanation.Verdict;
import dev.saldo.domain.wallet.SettleOutcome.Flag;
import dev.saldo.domain.wallet.SettleOutcome.Settled;
import org.junit.jupiter.api.Test;

/** Rules that are only observed: nothing is refused for them, and nothing is owed. */
class ObserveTest {
  private static final Offer OBSERVED = Offer.of(MINI).enforced(Enforcement.OBSERVE);

  private final WalletUnderTest wallet = WalletUnderTest.onPlan(plan("free", 100));

  @Test
  void aFullWindowLetsTheCallPassAndCountsIt() {
    Ask ask = Ask.tokens(1).of(OBSERVED.daily(1));
    wallet.hold(ask);
    assertThat(wallet.decisions().getLast().observed()).isEmpty();

    AuthorizeOutcome.Held second = wallet.hold(ask);

    assertThat(wallet.decisions().getLast().observed()).containsExactly("daily_limit");
    assertThat(second.limits().getFirst().counter().taken()).isEqualTo(2);
    assertThat(second.limits().getFirst().remaining()).isZero();
    assertThat(Explanation.of(wallet.decisions().getLast()).candidates().getFirst().verdict())
        .isEqualTo(Verdict.TAKEN);
    assertThat(wallet.refusalReason(Ask.tokens(1).of(Offer.of(MINI).daily(1)))).isNotNull();
  }

  @Test
  void aHoldTakesWhatTheWalletHas() {
    AuthorizeOutcome.Held held = wallet.hold(Ask.credits("150").of(OBSERVED));

    assertThat(held.hold().credits()).isEqualTo(Credits.of(100));
    assertThat(held.hold().uncovered()).isEqualTo(Credits.ZERO);
    assertThat(wallet.decisions().getLast().observed()).containsExactly("insufficient_credits");
    assertThat(wallet.available()).isEqualTo(Credits.ZERO);
    assertThat(wallet.hold(Ask.credits("7").of(OBSERVED)).hold().lines()).isEmpty();
  }

  @Test
  void aHoldRemembersWhatWasExpectedOnlyWhereItHoldsLess() {
    assertThat(wallet.hold(Ask.credits("60").of(OBSERVED)).hold().expected()).isEmpty();
    assertThat(wallet.hold(Ask.credits("60").of(OBSERVED)).hold().expected())
        .contains(Credits.of(60));
  }

  /** Of 130 credits that are asked for in the end the wallet has 100. */
  @Test
  void anExtensionTakesWhatTheWalletHasAndReservesThatOfALimit() {
    LimitRule spend =
        Rules.user("spend").max(200_000_000, LimitUnit.CREDITS, WindowKind.DAY).rule();
    HoldId hold = wallet.hold(Ask.credits("60").of(OBSERVED).limited(spend)).id();

    ExtendOutcome.Extended extended = (ExtendOutcome.Extended) wallet.extend(hold, "70");

    assertThat(extended.added()).isEqualTo(Credits.of(40));
    assertThat(wallet.hold(hold).credits()).isEqualTo(Credits.of(100));
    assertThat(wallet.counters().get(wallet.hold(hold).counted().getFirst()))
        .isEqualTo(new Counter(0, 100_000_000));
    wallet.freeze();
    assertThat(wallet.extend(hold, "1")).isInstanceOf(ExtendOutcome.NotExtended.class);
  }

  @Test
  void aChargeTakesWhatTheWalletHasAndOwesNothing() {
    HoldId hold = wallet.hold(Ask.credits("60").of(OBSERVED)).id();

    Settled settled = wallet.settle(hold, 150_000);

    assertThat(settled.charged()).isEqualTo(Credits.of(100));
    assertThat(settled.notCharged()).isEqualTo(Credits.of(50));
    assertThat(settled.flags()).containsExactly(Flag.OBSERVED);
    assertThat(wallet.debt()).isEqualTo(Credits.ZERO);
    Settled second = wallet.settle(wallet.hold(Ask.tokens(1).of(OBSERVED)).id(), 3_000);
    assertThat(second.charged()).isEqualTo(Credits.ZERO);
    assertThat(second.notCharged()).isEqualTo(Credits.of(3));
  }

  @Test
  void aLateChargeOwesNothingEither() {
    HoldId hold = wallet.hold(Ask.credits("60").of(OBSERVED)).id();
    wallet.afterMinutes(16);

    Settled settled = wallet.settle(hold, 150_000);

    assertThat(settled.late()).isTrue();
    assertThat(settled.charged()).isEqualTo(Credits.of(100));
    assertThat(settled.notCharged()).isEqualTo(Credits.of(50));
    assertThat(wallet.debt()).isEqualTo(Credits.ZERO);
  }

  @Test
  void whatTheWalletCanPayIsChargedAsEver() {
    Settled settled = wallet.settle(wallet.hold(Ask.tokens(2_000).of(OBSERVED)).id(), 1_300);

    assertThat(settled.charged()).isEqualTo(Credits.of(2));
    assertThat(settled.notCharged()).isEqualTo(Credits.ZERO);
    assertThat(settled.flags()).isEmpty();
    assertThat(wallet.available()).isEqualTo(Credits.of(98));
  }

  @Test
  void aFrozenWalletAndAMissingPriceRefuseAsEver() {
    assertThat(wallet.refusalReason(Ask.tokens(1).of(OBSERVED.withoutPrice())))
        .isEqualTo(new PriceMissing());
    wallet.freeze();
    assertThat(wallet.refusalReason(Ask.tokens(1).of(OBSERVED))).isEqualTo(new WalletFrozen());
  }

  @Test
  void anExtensionReservesNoDebtThatWouldBeOwed() {
    WalletUnderTest indebted = WalletUnderTest.onPlan(plan("free", 10, OverrunPolicy.CHARGE, 100));
    HoldId hold = indebted.hold(Ask.credits("10").of(OBSERVED)).id();

    assertThat(((ExtendOutcome.Extended) indebted.extend(hold, "40")).added())
        .isEqualTo(Credits.ZERO);
    assertThat(indebted.hold(hold).uncovered()).isEqualTo(Credits.ZERO);
    Settled settled = indebted.settle(hold, 50_000);
    assertThat(settled.charged()).isEqualTo(Credits.of(10));
    assertThat(settled.notCharged()).isEqualTo(Credits.of(40));
    assertThat(indebted.debt()).isEqualTo(Credits.ZERO);
  }

  @Test
  void anExtensionTakesWhatTheWalletHas() {
    WalletUnderTest indebted = WalletUnderTest.onPlan(plan("free", 30, OverrunPolicy.CHARGE, 100));
    HoldId hold = indebted.hold(Ask.credits("10").of(OBSERVED)).id();

    assertThat(((ExtendOutcome.Extended) indebted.extend(hold, "40")).added())
        .isEqualTo(Credits.of(20));
    assertThat(indebted.hold(hold).covered()).isEqualTo(Credits.of(30));
    assertThat(indebted.balances().reservedDebt()).isEqualTo(Credits.ZERO);
  }

  @Test
  void aStepTakesCreditsAndNotTheReservedDebtOfItsRun() {
    WalletUnderTest indebted = WalletUnderTest.onPlan(plan("free", 0, OverrunPolicy.CHARGE, 50));
    LimitRule spend = Rules.user("spend").max(90_000_000, LimitUnit.CREDITS, WindowKind.DAY).rule();
    HoldId run = indebted.hold(Ask.credits("50").limited(spend)).id();
    indebted.grant(Gift.promo("30"));

    AuthorizeOutcome.Held step =
        indebted.hold(Ask.credits("30").of(OBSERVED).limited(spend).within(run));

    assertThat(step.hold().covered()).isEqualTo(Credits.of(30));
    assertThat(step.hold().uncovered()).isEqualTo(Credits.ZERO);
    assertThat(step.limits().getFirst().counter()).isEqualTo(new Counter(0, 80_000_000));
    assertThat(indebted.hold(run).uncovered()).isEqualTo(Credits.of(50));
    Settled settled = indebted.settle(step.id(), 60_000);
    assertThat(settled.charged()).isEqualTo(Credits.of(30));
    assertThat(settled.notCharged()).isEqualTo(Credits.of(30));
    assertThat(indebted.debt()).isEqualTo(Credits.ZERO);
  }

  @Test
  void aRunOfTheLargestSizeTakesBackWhatItsStepLeaves() {
    WalletUnderTest rich = WalletUnderTest.empty();
    HoldId run = rich.hold(Ask.credits(Credits.MAX.toString()).of(OBSERVED)).id();
    rich.grant(Gift.purchase("50"));
    HoldId step = rich.hold(Ask.credits("50").of(OBSERVED).within(run)).id();

    rich.release(step);
    HoldId lost = rich.hold(Ask.credits("50").of(OBSERVED).within(run)).id();
    rich.afterMinutes(16).sweep();

    assertThat(rich.hold(lost).state()).isEqualTo(Hold.State.EXPIRED);
    assertThat(rich.hold(run).state()).isEqualTo(Hold.State.EXPIRED);
    assertThat(rich.available()).isEqualTo(Credits.of(50));
  }
}

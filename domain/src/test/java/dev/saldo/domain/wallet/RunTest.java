package dev.saldo.domain.wallet;

import static dev.saldo.domain.wallet.Sample.LARGE;
import static dev.saldo.domain.wallet.Sample.MINI;
import static dev.saldo.domain.wallet.Sample.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.saldo.domain.Credits;
import dev.saldo.domain.limit.Counter;
import dev.saldo.domain.limit.LimitRule;
import dev.saldo.domain.limit.LimitState;
import dev.saldo.domain.limit.LimitUnit;
import dev.saldo.domain.limit.Rules;
import dev.saldo.domain.limit.WindowKind;
import dev.saldo.domain.plan.OverrunPolicy;
import dev.saldo.domain.pricing.ProviderCost;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Calls of several steps under one hold. */
class RunTest {
  private final WalletUnderTest wallet = WalletUnderTest.onPlan(plan("free", 100));

  @Test
  void movesCreditsFromHoldToHoldByWayOfTheirGrant() {
    HoldId run = wallet.hold(Ask.tokens(20_000)).id();
    int before = wallet.entries().size();
    HoldId child = wallet.hold(Ask.tokens(5000).within(run)).id();
    wallet.settle(child, 3000);

    assertThat(wallet.movementsSince(before))
        .containsExactly(
            "return: held → available 5",
            "hold: available → held 5",
            "charge: held → spent 3",
            "return: held → available 2",
            "hold: available → held 2");
    assertThat(wallet.hold(run).credits()).isEqualTo(Credits.of(17));
  }

  @Test
  void leavesCreditsOfALapsedGrantWithTheRunTheyAreHeldBy() {
    WalletUnderTest short1 = WalletUnderTest.empty();
    short1.grant(Gift.promo("20").until(short1.now().plus(Duration.ofMinutes(5))));
    HoldId run = short1.hold(Ask.tokens(20_000)).id();
    HoldId child = short1.hold(Ask.tokens(10_000).within(run)).id();
    short1.afterMinutes(6);
    short1.settle(child, 4000);
    HoldId next = short1.hold(Ask.tokens(16_000).within(run)).id();

    assertThat(short1.settle(next, 16_000).charged()).isEqualTo(Credits.of(16));
    assertThat(short1.available()).isEqualTo(Credits.ZERO);
    assertThat(short1.balances().expired()).isEqualTo(Credits.ZERO);
  }

  @Test
  void drawsOnlyOnWhatTheGrantsOfTheRunAllow() {
    WalletUnderTest scoped = WalletUnderTest.empty();
    scoped.grant(Gift.promo("20").forFeature("diary_analysis"));
    HoldId run = scoped.hold(Ask.tokens(20_000)).id();

    assertThat(scoped.refusalReason(Ask.tokens(5000).in("user_chat").within(run)))
        .isEqualTo(new AuthorizeOutcome.InsufficientCredits(Credits.of(5), Credits.ZERO));
    scoped.grant(Gift.promo("5"));
    assertThat(scoped.hold(Ask.tokens(5000).in("user_chat").within(run)).hold().credits())
        .isEqualTo(Credits.of(5));
    assertThat(scoped.hold(run).credits()).isEqualTo(Credits.of(20));
  }

  @Test
  void chargesNothingForAFreeChildAndCountsItInNoLimitOfCalls() {
    Offer once = Offer.of(MINI).daily(1);
    HoldId run = wallet.hold(Ask.tokens(20_000).of(once)).id();
    HoldId child = wallet.hold(Ask.tokens(5000).of(once).costingNothing().within(run)).id();
    SettleOutcome.Settled settled = wallet.settle(child, 5000);

    assertThat(settled.charged()).isEqualTo(Credits.ZERO);
    assertThat(wallet.counter(run, "openai", 0)).isEqualTo(new Counter(0, 1));
    assertThat(wallet.hold(run).run())
        .contains(
            new Run(
                1, 0, Credits.ZERO, List.of(new ProviderCost(new BigDecimal("0.00075"), "USD"))));
  }

  @Test
  void countsAFreeChildInLimitsOfTokensOnly() {
    LimitRule calls = Rules.user("calls").calls(1, WindowKind.DAY).rule();
    LimitRule tokens = Rules.user("tokens").max(30_000, LimitUnit.TOKENS, WindowKind.DAY).rule();
    HoldId run = wallet.hold(Ask.tokens(20_000).limited(calls, tokens)).id();
    Ask child = Ask.tokens(5000).limited(calls, tokens).costingNothing();

    assertThat(wallet.hold(child.within(run)).limits())
        .extracting(state -> state.limit().name(), LimitState::remaining)
        .containsExactly(tuple("tokens", 5_000L));
    assertThat(wallet.refusalReason(child)).isInstanceOf(AuthorizeOutcome.LimitReached.class);
  }

  /** Ten credits and a debt of ten are held by the run: the wallet has nothing beside it. */
  @Test
  void sharesTheDebtThatTheRunHasReserved() {
    WalletUnderTest indebted =
        WalletUnderTest.onPlan(plan("free", 10, OverrunPolicy.DEBT_UP_TO, 10));
    HoldId run = indebted.hold(Ask.tokens(20_000)).id();

    Hold child = indebted.hold(Ask.tokens(15_000).within(run)).hold();

    assertThat(child.covered()).isEqualTo(Credits.of(10));
    assertThat(child.uncovered()).isEqualTo(Credits.of(5));
    assertThat(indebted.hold(run).uncovered()).isEqualTo(Credits.of(5));
    assertThat(indebted.balances().reservedDebt()).isEqualTo(Credits.of(10));
    assertThat(indebted.refusalReason(Ask.tokens(6_000).within(run)))
        .isEqualTo(new AuthorizeOutcome.InsufficientCredits(Credits.of(6), Credits.of(5)));
  }

  @Test
  void keepsTheCostsOfItsChildrenByWhatTheyTurnOutToBe() {
    HoldId run = wallet.hold(Ask.tokens(20_000)).id();
    HoldId first = wallet.hold(Ask.tokens(5000).within(run)).id();
    HoldId second = wallet.hold(Ask.tokens(5000).within(run)).id();
    wallet.assume(first, 4000);
    wallet.settle(second, 2000);
    wallet.outcome(wallet.amending(first, 1000, Optional.of(LARGE)));

    assertThat(wallet.hold(run).run())
        .contains(
            new Run(
                2, 0, Credits.of(3), List.of(new ProviderCost(new BigDecimal("0.0003"), "USD"))));
  }

  @Test
  void refusesChildrenOfAFrozenWallet() {
    HoldId run = wallet.hold(Ask.tokens(20_000)).id();
    wallet.freeze();

    assertThat(wallet.refusalReason(Ask.tokens(1000).within(run)))
        .isEqualTo(new AuthorizeOutcome.WalletFrozen());
    assertThat(wallet.extend(run, "1"))
        .isEqualTo(
            new ExtendOutcome.NotExtended(
                new AuthorizeOutcome.WalletFrozen(), wallet.look().standing()));
    assertThat(wallet.extend(run, Duration.ofMinutes(30)))
        .isInstanceOf(ExtendOutcome.Extended.class);
    assertThat(wallet.settle(run, 20_000).charged()).isEqualTo(Credits.of(20));
  }

  @Test
  void expiresChildrenBeforeTheRunAtTheSameInstant() {
    HoldId run = wallet.hold(Ask.tokens(20_000)).id();
    wallet.hold(Ask.tokens(5000).within(run));
    int before = wallet.entries().size();
    wallet.afterMinutes(20).sweep();

    assertThat(wallet.movementsSince(before))
        .containsExactly(
            "return: held → available 5",
            "hold: available → held 5",
            "return: held → available 20");
    assertThat(wallet.hold(run).openChildren()).isZero();
  }
}

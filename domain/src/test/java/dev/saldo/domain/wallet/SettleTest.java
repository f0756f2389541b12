package dev.saldo.domain.wallet;

import static dev.saldo.domain.wallet.Sample.CLAUDE;
import static dev.saldo.domain.wallet.Sample.GROK;
import static dev.saldo.domain.wallet.Sample.LARGE;
import static dev.saldo.domain.wallet.Sample.MINI;
import static dev.saldo.domain.wallet.Sample.PRICES;
import static dev.saldo.domain.wallet.Sample.WALLET;
import static dev.saldo.domain.wallet.Sample.credits;
import static dev.saldo.domain.wallet.Sample.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.domain.Credits;
import dev.saldo.domain.limit.Counter;
import dev.saldo.domain.plan.OverrunPolicy;
import dev.saldo.domain.pricing.PriceBook;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.domain.wallet.SettleOutcome.Flag;
import dev.saldo.domain.wallet.SettleOutcome.Settled;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ends of a hold that come in time. */
class SettleTest {
  private final WalletUnderTest wallet = WalletUnderTest.onPlan(plan("free", 100));

  @ParameterizedTest
  @CsvSource({"2300, 1300, 3, 2, 1", "3000, 3000, 3, 3, 0", "3000, 0, 3, 0, 3", "0, 0, 0, 0, 0"})
  void chargesWhatWasUsedAndReturnsTheRest(
      long estimated, long used, long held, long charged, long returned) {
    HoldId hold = wallet.hold(Ask.tokens(estimated)).id();
    assertThat(wallet.held()).isEqualTo(Credits.of(held));
    assertThat(wallet.available()).isEqualTo(Credits.of(100 - held));

    Settled settled = wallet.settle(hold, used);

    assertThat(settled.state()).isEqualTo(Hold.State.SETTLED);
    assertThat(settled.rated()).isEqualTo(Credits.of(charged));
    assertThat(settled.charged()).isEqualTo(Credits.of(charged));
    assertThat(settled.returned()).isEqualTo(Credits.of(returned));
    assertThat(settled.debt()).isEqualTo(Credits.ZERO);
    assertThat(settled.notCharged()).isEqualTo(Credits.ZERO);
    assertThat(settled.late()).isFalse();
    assertThat(settled.flags()).isEmpty();
    assertThat(settled.standing().available()).isEqualTo(Credits.of(100 - charged));
    assertThat(settled.standing().held()).isEqualTo(Credits.ZERO);
    assertThat(wallet.balances().spent()).isEqualTo(Credits.of(charged));
  }

  @Test
  void chargesTheGrantsOfTheHoldInBurnOrder() {
    Grant first = wallet.grant(Gift.purchase("2").withPriority(1)).grant();
    Grant second = wallet.grant(Gift.purchase("3").withPriority(2)).grant();
    HoldId hold = wallet.hold(Ask.tokens(6000)).id();

    Settled settled = wallet.settle(hold, 4000);

    assertThat(settled.lines())
        .containsExactly(
            new Hold.Line(first.id().number(), GrantSource.PURCHASE, Credits.of(2)),
            new Hold.Line(second.id().number(), GrantSource.PURCHASE, Credits.of(2)));
    assertThat(settled.returned()).isEqualTo(Credits.of(2));
    assertThat(wallet.grant(first.id()).available()).isEqualTo(Credits.ZERO);
    assertThat(wallet.grant(second.id()).available()).isEqualTo(Credits.of(1));
  }

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
  void ratesTheModelReallyUsed() {
    Ask ask = Ask.tokens(10_000).of(Offer.of(MINI), Offer.of(CLAUDE));
    HoldId hold = wallet.hold(ask).id();

    Settled settled = wallet.settle(hold, 10_000, CLAUDE);

    assertThat(settled.charged()).isEqualTo(Credits.of(30));
    assertThat(settled.flags()).isEmpty();
    assertThat(wallet.counter(hold, "openai", 0)).isEqualTo(Counter.NONE);
    assertThat(wallet.counter(hold, "openai", 1)).isEqualTo(Counter.NONE);
    assertThat(wallet.counter(hold, "anthropic", 0)).isEqualTo(new Counter(1, 0));
    assertThat(wallet.counter(hold, "anthropic", 1)).isEqualTo(new Counter(1, 0));
    assertThat(wallet.usage()).singleElement().extracting(UsageRecord::model).isEqualTo(CLAUDE);
  }

  @Test
  void keepsTheCountWithTheProviderWhenOnlyTheModelDiffers() {
    HoldId hold = wallet.hold(Ask.tokens(1000).of(Offer.of(MINI), Offer.of(LARGE))).id();
    wallet.settle(hold, 1000, LARGE);

    assertThat(wallet.counter(hold, "openai", 0)).isEqualTo(new Counter(1, 0));
  }

  @Test
  void chargesAndFlagsAModelOffTheRoute() {
    Settled settled = wallet.settle(wallet.hold(Ask.tokens(1000)).id(), 1000, GROK);

    assertThat(settled.charged()).isEqualTo(Credits.of(1));
    assertThat(settled.flags()).containsExactly(Flag.OFF_ROUTE);
    assertThat(settled.cost()).isEmpty();
  }

  @Test
  void marksWhatHasNoPriceAndChargesNothingForIt() {
    HoldId hold = wallet.hold(Ask.tokens(1000).atPrices(2)).id();
    Settled settled = wallet.settle(hold, 1000, GROK);

    assertThat(settled.charged()).isEqualTo(Credits.ZERO);
    assertThat(settled.returned()).isEqualTo(Credits.of(2));
    assertThat(settled.flags()).containsExactlyInAnyOrder(Flag.OFF_ROUTE, Flag.PRICE_INCOMPLETE);
  }

  @Test
  void ratesAtThePriceListOfTheHold() {
    assertThat(wallet.settle(wallet.hold(Ask.tokens(1000)).id(), 1000).charged())
        .isEqualTo(Credits.of(1));
    Settled dearer = wallet.settle(wallet.hold(Ask.tokens(1000).atPrices(2)).id(), 1000);
    assertThat(dearer.charged()).isEqualTo(Credits.of(2));
    assertThat(dearer.priceVersion()).isEqualTo(2);
  }

  @Test
  void asksForItsPriceListWhenThatIsUnknown() {
    HoldId hold = wallet.hold(Ask.tokens(1000).atPrices(2)).id();
    Settle known = wallet.settlement(hold, 1000);
    Settle outdated =
        new Settle(
            known.tenant(),
            hold,
            known.key(),
            known.content(),
            known.actor(),
            known.usage(),
            known.evidence(),
            known.model(),
            true,
            Map.of(),
            new PriceBook(PRICES.prices().subList(0, 1), List.of()));

    assertThat(wallet.submit(outdated)).isEqualTo(new Decision.Stale<SettleOutcome>());
    assertThat(wallet.held()).isEqualTo(Credits.of(2));
  }

  @Test
  void recordsWhatWasUsedAndWhatItCost() {
    HoldId hold = wallet.hold(Ask.tokens(2300)).id();
    wallet.afterMinutes(3);
    Settle settle =
        wallet.settlement(
            hold,
            Optional.of(TokenUsage.ofTokens(1500, 800)),
            Evidence.PROVIDER_PARTIAL,
            Optional.empty(),
            true);
    Settled settled = (Settled) wallet.outcome(settle);

    assertThat(settled.cost().orElseThrow()).hasToString("USD 0.000705");
    assertThat(wallet.usage()).hasSize(1);
    UsageRecord record = wallet.usage().getFirst();
    assertThat(record.hold()).isEqualTo(hold.number());
    assertThat(record.at()).isEqualTo(wallet.now());
    assertThat(record.day()).isEqualTo(LocalDate.of(2026, 11, 10));
    assertThat(record.user()).contains("ana");
    assertThat(record.feature()).isEqualTo("diary_analysis");
    assertThat(record.activity()).contains("mind_map");
    assertThat(record.model()).isEqualTo(MINI);
    assertThat(record.role()).isEqualTo("analysis");
    assertThat(record.usage()).isEqualTo(TokenUsage.ofTokens(1500, 800));
    assertThat(record.credits()).isEqualTo(Credits.of(3));
    assertThat(record.charged()).isEqualTo(Credits.of(3));
    assertThat(record.cost()).isEqualTo(settled.cost());
    assertThat(record.versions()).isEqualTo(new UsageRecord.Versions("free", 1, 1, 1));
    assertThat(record.succeeded()).isTrue();
    assertThat(record.evidence()).isEqualTo(Evidence.PROVIDER_PARTIAL);
    assertThat(record.late()).isFalse();
    assertThat(record.metadata()).containsEntry("trace", "t-1");
  }

  @Test
  void recordsUseOnTheCustomersLocalDay() {
    HoldId hold = wallet.at("2026-11-11T02:58:00Z").hold(Ask.tokens(1000)).id();
    wallet.settle(hold, 1000);
    HoldId next = wallet.hold(Ask.tokens(1000)).id();
    wallet.afterMinutes(2).settle(next, 1000);

    assertThat(wallet.usage())
        .extracting(UsageRecord::day)
        .containsExactly(LocalDate.of(2026, 11, 10), LocalDate.of(2026, 11, 11));
    assertThat(wallet.counter(next, "openai", 0)).isEqualTo(new Counter(2, 0));
  }

  @Test
  void chargesTheEstimateWhenNothingIsKnown() {
    HoldId hold = wallet.hold(Ask.tokens(2300)).id();
    Settle unknown =
        wallet.settlement(hold, Optional.empty(), Evidence.PROVIDER_FINAL, Optional.empty(), true);

    assertThat(((Settled) wallet.outcome(unknown)).charged()).isEqualTo(Credits.of(3));
    assertThat(wallet.usage().getFirst().evidence()).isEqualTo(Evidence.ESTIMATED);
    assertThat(wallet.usage().getFirst().usage()).isEqualTo(TokenUsage.ofTokens(2300, 0));
    assertThat(wallet.counter(hold, "openai", 0)).isEqualTo(new Counter(1, 0));
  }

  @Test
  void chargesTheCreditsOfTheEstimateWhenNothingIsKnown() {
    HoldId hold = wallet.hold(Ask.credits("2.5")).id();
    assertThat(wallet.held()).isEqualTo(credits("2.5"));
    Settle unknown =
        wallet.settlement(hold, Optional.empty(), Evidence.PROVIDER_FINAL, Optional.empty(), true);

    Settled settled = (Settled) wallet.outcome(unknown);

    assertThat(settled.charged()).isEqualTo(credits("2.5"));
    assertThat(settled.returned()).isEqualTo(Credits.ZERO);
    assertThat(wallet.usage().getFirst().evidence()).isEqualTo(Evidence.ESTIMATED);
    assertThat(wallet.counter(hold, "openai", 0)).isEqualTo(new Counter(1, 0));
  }

  @Test
  void ratesUsageAlsoWhenCreditsWereEstimated() {
    HoldId hold = wallet.hold(Ask.credits("2.5")).id();
    assertThat(wallet.settle(hold, 1000).charged()).isEqualTo(Credits.of(1));
  }

  @Test
  void takesAnExplicitZeroForZero() {
    HoldId hold = wallet.hold(Ask.tokens(2300)).id();
    Settle zero =
        wallet.settlement(
            hold,
            Optional.of(TokenUsage.ofTokens(0, 0)),
            Evidence.PROVIDER_FINAL,
            Optional.empty(),
            true);

    assertThat(((Settled) wallet.outcome(zero)).charged()).isEqualTo(Credits.ZERO);
    assertThat(wallet.usage().getFirst().evidence()).isEqualTo(Evidence.PROVIDER_FINAL);
    assertThat(wallet.counter(hold, "openai", 0)).isEqualTo(new Counter(1, 0));
  }

  @Test
  void chargesNothingForAFailedCallWithoutUsage() {
    HoldId hold = wallet.hold(Ask.credits("2.5")).id();
    Settle failed =
        wallet.settlement(hold, Optional.empty(), Evidence.NONE, Optional.empty(), false);

    Settled settled = (Settled) wallet.outcome(failed);

    assertThat(settled.state()).isEqualTo(Hold.State.SETTLED);
    assertThat(settled.charged()).isEqualTo(Credits.ZERO);
    assertThat(settled.returned()).isEqualTo(credits("2.5"));
    assertThat(wallet.usage().getFirst().succeeded()).isFalse();
    assertThat(wallet.usage().getFirst().evidence()).isEqualTo(Evidence.NONE);
    assertThat(wallet.counter(hold, "openai", 0)).isEqualTo(Counter.NONE);
  }

  @Test
  void chargesAFailedCallForWhatTheProviderBilled() {
    HoldId hold = wallet.hold(Ask.tokens(2300)).id();
    Settle failed =
        wallet.settlement(
            hold,
            Optional.of(TokenUsage.ofTokens(1000, 0)),
            Evidence.PROVIDER_FINAL,
            Optional.empty(),
            false);

    assertThat(((Settled) wallet.outcome(failed)).charged()).isEqualTo(Credits.of(1));
    assertThat(wallet.counter(hold, "openai", 0)).isEqualTo(new Counter(1, 0));
    assertThat(wallet.usage().getFirst().succeeded()).isFalse();
  }

  @Test
  void countsTheCallsReallyMade() {
    HoldId hold = wallet.hold(Ask.tokens(2300)).id();
    Settle three =
        wallet.settlement(
            hold,
            Optional.of(new TokenUsage(3, Map.of(), Map.of())),
            Evidence.PROVIDER_FINAL,
            Optional.empty(),
            true);
    wallet.outcome(three);

    assertThat(wallet.counter(hold, "openai", 0)).isEqualTo(new Counter(3, 0));
    assertThat(wallet.counter(hold, "openai", 1)).isEqualTo(new Counter(3, 0));
  }

  @Test
  void chargesNothingForAFreeFeature() {
    HoldId hold = wallet.hold(Ask.tokens(5000).costingNothing()).id();
    assertThat(wallet.held()).isEqualTo(Credits.ZERO);
    Settled settled = wallet.settle(hold, 9000, GROK);

    assertThat(settled.rated()).isEqualTo(Credits.ZERO);
    assertThat(settled.charged()).isEqualTo(Credits.ZERO);
    assertThat(settled.flags()).containsExactly(Flag.OFF_ROUTE);
    assertThat(wallet.available()).isEqualTo(Credits.of(100));
  }

  @Test
  void answersTheSameSettlementAgainWithTheFirstAnswer() {
    HoldId hold = wallet.hold(Ask.tokens(2300)).id();
    Settled first = wallet.settle(hold, 1300);
    wallet.after(java.time.Duration.ofDays(40));

    assertThat(wallet.submit(wallet.settlement(hold, 1300)))
        .isEqualTo(new Decision.Replayed<SettleOutcome>(first));
    assertThat(wallet.usage()).hasSize(1);
  }

  @Test
  void refusesAnotherSettlement() {
    HoldId hold = wallet.hold(Ask.tokens(2300)).id();
    wallet.settle(hold, 1300);
    int entries = wallet.entries().size();

    assertThat(wallet.outcome(wallet.settlement(hold, 1301)))
        .isEqualTo(new SettleOutcome.AlreadySettled());
    assertThat(wallet.entries()).hasSize(entries);
    assertThat(wallet.usage()).hasSize(1);
  }

  @Test
  void refusesToSettleWhatWasReleased() {
    HoldId hold = wallet.hold(Ask.tokens(2300)).id();
    wallet.release(hold);

    assertThat(wallet.outcome(wallet.settlement(hold, 1300)))
        .isEqualTo(new SettleOutcome.AlreadyReleased());
    assertThat(wallet.after(java.time.Duration.ofHours(1)).outcome(wallet.settlement(hold, 1300)))
        .isEqualTo(new SettleOutcome.AlreadyReleased());
    assertThat(wallet.available()).isEqualTo(Credits.of(100));
  }

  @Test
  void refusesAnUnknownHold() {
    assertThat(wallet.outcome(wallet.settlement(new HoldId(WALLET, 17), 1)))
        .isEqualTo(new SettleOutcome.HoldUnknown());
    assertThat(wallet.release(new HoldId(WALLET, 17))).isEqualTo(new SettleOutcome.HoldUnknown());
  }

  @Test
  void sendsWhatALapsedGrantDidNotNeedToBreakage() {
    wallet.grant(Gift.purchase("20").until("2026-11-10T15:05:00Z"));
    HoldId hold = wallet.hold(Ask.tokens(25_000)).id();
    wallet.at("2026-11-10T15:05:00Z");

    Settled settled = wallet.settle(hold, 12_000);

    assertThat(settled.charged()).isEqualTo(Credits.of(12));
    assertThat(settled.returned()).isEqualTo(Credits.of(5));
    assertThat(wallet.balances().expired()).isEqualTo(Credits.of(8));
    assertThat(wallet.available()).isEqualTo(Credits.of(100));
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

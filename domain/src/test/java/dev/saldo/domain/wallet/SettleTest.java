package dev.saldo.domain.wallet;

import static dev.saldo.domain.wallet.Sample.CLAUDE;
import static dev.saldo.domain.wallet.Sample.GROK;
import static dev.saldo.domain.wallet.Sample.LARGE;
import static dev.saldo.domain.wallet.Sample.MINI;
import static dev.saldo.domain.wallet.Sample.PRICES;
import static dev.saldo.domain.wallet.Sample.WALLET;
import static dev.saldo.domain.wallet.Sample.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.domain.Credits;
import dev.saldo.domain.limit.Counter;
import dev.saldo.domain.pricing.PriceBook;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.domain.wallet.SettleOutcome.Flag;
import dev.saldo.domain.wallet.SettleOutcome.Settled;
import java.time.Duration;
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
    assertThat(record.hold()).hasValue(hold.number());
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
  void chargesAndReturnsAlsoWhenFrozenOrSuspended() {
    HoldId charged = wallet.hold(Ask.tokens(2300)).id();
    HoldId released = wallet.hold(Ask.tokens(2300)).id();
    wallet.freeze();
    wallet.suspendCustomer();
    wallet.suspendTenant();

    assertThat(wallet.settle(charged, 9000).charged()).isEqualTo(Credits.of(9));
    assertThat(wallet.release(released)).isInstanceOf(ReleaseOutcome.Released.class);
    assertThat(wallet.available()).isEqualTo(Credits.of(91));
  }

  @Test
  void answersTheSameSettlementAgainWithTheFirstAnswer() {
    HoldId hold = wallet.hold(Ask.tokens(2300)).id();
    Settled first = wallet.settle(hold, 1300);
    wallet.after(Duration.ofDays(40));

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
    assertThat(wallet.after(Duration.ofHours(1)).outcome(wallet.settlement(hold, 1300)))
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
}

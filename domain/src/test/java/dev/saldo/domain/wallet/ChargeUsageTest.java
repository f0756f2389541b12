package dev.saldo.domain.wallet;

import static dev.saldo.domain.wallet.Sample.CLAUDE;
import static dev.saldo.domain.wallet.Sample.DECEMBER;
import static dev.saldo.domain.wallet.Sample.GROK;
import static dev.saldo.domain.wallet.Sample.NOON;
import static dev.saldo.domain.wallet.Sample.credits;
import static dev.saldo.domain.wallet.Sample.plan;
import static dev.saldo.domain.wallet.Sample.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.domain.Credits;
import dev.saldo.domain.InvalidValueException;
import dev.saldo.domain.limit.Counter;
import dev.saldo.domain.limit.CounterKey;
import dev.saldo.domain.limit.LimitUnit;
import dev.saldo.domain.limit.Rules;
import dev.saldo.domain.limit.WindowKind;
import dev.saldo.domain.matrix.Resolution.Reason;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.OverrunPolicy;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.plan.PlanVersion;
import dev.saldo.domain.pricing.Price;
import dev.saldo.domain.pricing.PriceBook;
import dev.saldo.domain.pricing.PriceComponent;
import dev.saldo.domain.pricing.PriceRow;
import dev.saldo.domain.pricing.Rounding;
import dev.saldo.domain.pricing.TokenPricing;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.domain.wallet.SettleOutcome.Flag;
import dev.saldo.domain.wallet.UsageOutcome.Charged;
import dev.saldo.domain.wallet.UsageOutcome.OutsideTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Usage that had no hold. */
class ChargeUsageTest {
  private static final Duration MICRO = Duration.ofNanos(1000);

  private final WalletUnderTest wallet = WalletUnderTest.onPlan(plan("free", 100));

  @Test
  void chargesWhatIsAvailable() {
    Charged charged = charge(wallet, Used.tokens(7000));

    assertThat(charged.charged()).isEqualTo(Credits.of(7));
    assertThat(charged.rated()).isEqualTo(Credits.of(7));
    assertThat(charged.lines())
        .singleElement()
        .extracting(Hold.Line::credits)
        .isEqualTo(Credits.of(7));
    assertThat(charged.usedAt()).isEqualTo(NOON.minusSeconds(60));
    assertThat(charged.at()).isEqualTo(NOON);
    assertThat(charged.standing().available()).isEqualTo(Credits.of(93));
    assertThat(charged.flags()).isEmpty();
    assertThat(charged.id().toString()).startsWith("evt_");
    assertThat(wallet.movements())
        .containsExactly("grant: issued → available 100", "charge: available → spent 7");
    assertThat(wallet.entries().getLast().hold()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    // what is available is 30 of the 100 that the usage costs, the debt limit is 20
    "CHARGE,       HARD,      100, 70, 0",
    "DEBT_UP_TO,   HARD,      50,  20, 50",
    "CAP_AT_HOLD,  HARD,      30,  0,  70",
    "REJECT,       HARD,      30,  0,  70",
    "CHARGE,       OBSERVE,   30,  0,  70",
    "CHARGE,       UNLIMITED, 0,   0,  0"
  })
  void goesOnByTheOverrunPolicyAsALateSettlement(
      OverrunPolicy policy, Enforcement enforcement, long charged, long debt, long notCharged) {
    WalletUnderTest poor = WalletUnderTest.onPlan(plan("free", 30, policy, 20));

    Charged usage = charge(poor, Used.tokens(100_000).enforced(enforcement));

    assertThat(usage.rated()).isEqualTo(Credits.of(100));
    assertThat(usage.charged()).isEqualTo(Credits.of(charged));
    assertThat(usage.debt()).isEqualTo(Credits.of(debt));
    assertThat(usage.notCharged()).isEqualTo(Credits.of(notCharged));
    assertThat(poor.debt()).isEqualTo(Credits.of(debt));
    assertThat(poor.available().plus(usage.charged()).minus(usage.debt())).isEqualTo(credits("30"));
    assertThat(usage.flags().contains(Flag.OBSERVED)).isEqualTo(enforcement == Enforcement.OBSERVE);
  }

  @ParameterizedTest
  @CsvSource({
    // the second list, at 2 credits, begins at noon
    "2026-11-10T14:59:59.999999Z, 3, 1",
    "2026-11-10T15:00:00Z,        6, 2"
  })
  void costsWhatItCostWhenItWasUsed(Instant used, long charged, int version) {
    wallet.afterMinutes(30);

    Charged usage = charge(wallet, Used.tokens(2001).at(used));

    assertThat(usage.charged()).isEqualTo(Credits.of(charged));
    assertThat(usage.priceVersion()).isEqualTo(version);
    assertThat(wallet.usage().getLast().versions())
        .isEqualTo(new UsageRecord.Versions("free", 1, version, 1));
  }

  @Test
  void costsWhatItCostOnThePlanOfItsTimeUnderThePolicyOfItsArrival() {
    PriceBook byPlan =
        new PriceBook(
            List.of(
                new TokenPricing(1, Instant.EPOCH, List.of(onPlan("free", 5), onPlan("small", 1)))),
            List.of());
    wallet.afterMinutes(60).changePlan(plan("small", 100, OverrunPolicy.REJECT, 0));
    wallet.afterMinutes(60);

    Charged before = charge(wallet, Used.tokens(1000).at(NOON.plusSeconds(3599)).priced(byPlan));
    Charged after =
        charge(wallet, Used.tokens(1000).at(NOON.plusSeconds(3600)).named("e-2").priced(byPlan));
    Charged large = charge(wallet, Used.tokens(100_000).at(NOON).named("e-3").priced(byPlan));

    assertThat(before.charged()).isEqualTo(Credits.of(5));
    assertThat(before.plan()).isEqualTo(new PlanVersion("free", 1));
    assertThat(after.charged()).isEqualTo(Credits.of(1));
    assertThat(after.plan()).isEqualTo(new PlanVersion("small", 1));
    assertThat(large.rated()).isEqualTo(Credits.of(500));
    assertThat(large.debt()).isEqualTo(Credits.ZERO);
    assertThat(large.charged()).isEqualTo(Credits.of(94));
  }

  @Test
  void knowsThePlanOfACycleThatHasEnded() {
    wallet.schedule(plan("small", 50));
    wallet.at(DECEMBER.plusSeconds(60));

    assertThat(charge(wallet, Used.tokens(1000).at(DECEMBER.minus(MICRO))).plan().plan())
        .isEqualTo("free");
    assertThat(charge(wallet, Used.tokens(1000).at(DECEMBER).named("e-2")).plan().plan())
        .isEqualTo("small");
    assertThat(wallet.wallet().earlier()).hasSize(1);
  }

  @Test
  void forgetsPlansOfLongAgo() {
    wallet.changePlan(plan("small", 50));
    wallet.at("2026-12-20T15:00:00Z").changePlan(plan("large", 500));

    assertThat(wallet.wallet().earlier())
        .singleElement()
        .extracting(EarlierTerms::plan)
        .isEqualTo(new PlanVersion("small", 1));
  }

  @Test
  void keepsNoMoreEarlierPlansThanItMay() {
    for (int i = 0; i < 40; i++) {
      wallet.afterMinutes(1).changePlan(plan("p" + i, 1));
    }

    assertThat(wallet.wallet().earlier()).hasSize(EarlierTerms.COUNT_MAX);
    assertThat(wallet.wallet().earlier().getLast().plan().plan()).isEqualTo("p38");
  }

  @Test
  void paysWithTheGrantsOfItsArrival() {
    WalletUnderTest scoped = WalletUnderTest.empty();
    scoped.grant(Gift.promo("50").forFeature("user_chat"));
    scoped.grant(Gift.promo("5").forFeature("diary_analysis"));

    Charged usage = charge(scoped, Used.tokens(8000));

    assertThat(usage.debt()).isEqualTo(Credits.of(3));
    assertThat(scoped.available()).isEqualTo(Credits.of(50));
  }

  @Test
  void reopensNoCycle() {
    Instant november = time("2026-11-30T12:00:00Z");
    wallet.at("2026-12-02T15:00:00Z");

    Charged usage = charge(wallet, Used.tokens(10_000).at(november));

    assertThat(usage.charged()).isEqualTo(Credits.of(20));
    assertThat(wallet.balances().expired()).isEqualTo(Credits.of(100));
    assertThat(wallet.available()).isEqualTo(Credits.of(80));
    assertThat(wallet.usage().getLast().day()).isEqualTo(LocalDate.of(2026, 11, 30));
  }

  @Test
  void countsInTheWindowsOfItsOwnTime() {
    wallet.afterMinutes(60 * 24);
    Used yesterday =
        Used.tokens(700)
            .limited(
                Rules.customer("week").max(1, LimitUnit.TOKENS, WindowKind.WEEK).rule(),
                Rules.customer("cycle").max(1, LimitUnit.CREDITS, WindowKind.CYCLE).rule(),
                Rules.customer("rate").calls(1, WindowKind.RATE).rule(),
                Rules.customer("open").calls(1, WindowKind.OPEN).rule(),
                Rules.customer("other").on("anthropic").rule());

    charge(wallet, yesterday);

    assertThat(wallet.counters())
        .isEqualTo(
            Map.of(
                calls(WindowKind.DAY, "2026-11-10T03:00:00Z"), new Counter(1, 0),
                calls(WindowKind.MONTH, "2026-11-01T03:00:00Z"), new Counter(1, 0),
                ofAll(LimitUnit.TOKENS, WindowKind.WEEK, "2026-11-09T03:00:00Z"),
                    new Counter(700, 0),
                ofAll(LimitUnit.CREDITS, WindowKind.CYCLE, "2026-11-01T03:00:00Z"),
                    new Counter(1_000_000, 0)));
    assertThat(wallet.usage().getLast().direct().orElseThrow().counted()).hasSize(4);
  }

  @Test
  void countsInTheCycleThatHasEnded() {
    wallet.at("2026-12-02T15:00:00Z");
    Used november =
        Used.tokens(1)
            .at("2026-11-30T12:00:00Z")
            .limited(Rules.customer("cycle").calls(9, WindowKind.CYCLE).rule());

    charge(wallet, november);

    assertThat(wallet.counters())
        .containsEntry(
            ofAll(LimitUnit.CALLS, WindowKind.CYCLE, "2026-11-01T03:00:00Z"), new Counter(1, 0));
  }

  @Test
  void countsInTheDaysOfTheZoneOfItsTime() {
    wallet.changeZone("Asia/Tokyo");
    wallet.at(DECEMBER.plusSeconds(3600));

    charge(wallet, Used.tokens(1).at(DECEMBER.minusSeconds(3600)));

    assertThat(wallet.counters())
        .containsKey(calls(WindowKind.DAY, "2026-11-30T03:00:00Z"))
        .containsKey(calls(WindowKind.MONTH, "2026-11-01T03:00:00Z"));
    assertThat(wallet.usage().getLast().day()).isEqualTo(LocalDate.of(2026, 11, 30));
  }

  @Test
  void isNeverRefusedByALimitButLeavesNoRoom() {
    Ask once = Ask.tokens(100).of(Offer.of(Sample.MINI).daily(1));
    wallet.hold(once);

    charge(wallet, Used.tokens(100));

    assertThat(wallet.refusalReason(once)).isInstanceOf(AuthorizeOutcome.LimitReached.class);
    assertThat(wallet.counters())
        .containsEntry(calls(WindowKind.DAY, "2026-11-10T03:00:00Z"), new Counter(1, 1));
  }

  @Test
  void chargesWalletsThatAreFrozenOrSuspended() {
    wallet.freeze();
    wallet.suspendCustomer();
    wallet.suspendTenant();

    assertThat(charge(wallet, Used.tokens(7000)).charged()).isEqualTo(Credits.of(7));
  }

  @Test
  void givesTheFirstAnswerToTheSameEvent() {
    Charged first = charge(wallet, Used.tokens(7000));
    wallet.at("2026-12-31T15:00:00Z");

    assertThat(submit(wallet, Used.tokens(7000)))
        .isEqualTo(new Decision.Replayed<UsageOutcome>(first));
    assertThat(submit(wallet, Used.tokens(8000))).isEqualTo(new Decision.KeyReused<UsageOutcome>());
    assertThat(wallet.usage()).hasSize(1);
  }

  @Test
  void takesEventsOfOtherNamesForOthers() {
    charge(wallet, Used.tokens(1000).from("a:1").named("2"));
    charge(wallet, Used.tokens(1000).from("a").named("1:2"));
    charge(wallet, Used.tokens(1000).from("a").named("1:3"));

    assertThat(wallet.usage()).hasSize(3);
    assertThat(wallet.available()).isEqualTo(Credits.of(97));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT-840H", "PT0S", "PT5M"})
  void acceptsFromThirtyFiveDaysBackToFiveMinutesAhead(Duration offset) {
    assertThat(outcome(wallet, Used.tokens(1000).at(NOON.plus(offset))))
        .isInstanceOf(Charged.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT-840H-0.000001S", "PT5M0.000001S"})
  void refusesWhatIsOutsideAndRemembersNothing(Duration offset) {
    assertThat(outcome(wallet, Used.tokens(1000).at(NOON.plus(offset))))
        .isEqualTo(
            new OutsideTime(NOON.minus(Duration.ofDays(35)), NOON.plus(Duration.ofMinutes(5))));
    assertThat(wallet.usage()).isEmpty();
    assertThat(wallet.available()).isEqualTo(Credits.of(100));
    assertThat(outcome(wallet, Used.tokens(1000))).isInstanceOf(Charged.class);
  }

  @Test
  void refusesWhatNothingServedButAnswersAKnownEvent() {
    Used known = Used.tokens(1000);
    Charged first = charge(wallet, known);

    assertThat(outcome(wallet, known.named("e-2").unserved(Reason.FEATURE_UNKNOWN)))
        .isEqualTo(new UsageOutcome.NoRoute(Reason.FEATURE_UNKNOWN));
    assertThat(submit(wallet, known.unserved(Reason.FEATURE_UNKNOWN)))
        .isEqualTo(new Decision.Replayed<UsageOutcome>(first));
  }

  @Test
  void isStaleOnAnotherCatalogueOrPlan() {
    assertThat(wallet.submit(Used.tokens(1).resolvedOn(2).command(wallet.wallet().terms())))
        .isEqualTo(new Decision.Stale<UsageOutcome>());
    assertThat(wallet.submit(Used.tokens(1).command(plan("other", 1))))
        .isEqualTo(new Decision.Stale<UsageOutcome>());
  }

  @Test
  void chargesAModelThatWasNotOfferedAndSaysSo() {
    Charged usage = charge(wallet, Used.tokens(1000).on(CLAUDE));

    assertThat(usage.charged()).isEqualTo(Credits.of(3));
    assertThat(usage.flags()).containsExactly(Flag.OFF_ROUTE);
  }

  @Test
  void chargesWhatItCanWhenThereIsNoPrice() {
    Charged usage = charge(wallet, Used.tokens(1000).at(NOON).on(GROK));

    assertThat(usage.charged()).isEqualTo(Credits.ZERO);
    assertThat(usage.flags()).containsExactlyInAnyOrder(Flag.OFF_ROUTE, Flag.PRICE_INCOMPLETE);
    assertThat(wallet.usage()).hasSize(1);
  }

  @Test
  void chargesNothingForAFreeFeature() {
    Charged usage = charge(wallet, Used.tokens(1000).free());

    assertThat(usage.rated()).isEqualTo(Credits.ZERO);
    assertThat(usage.flags()).isEmpty();
  }

  @Test
  void recordsWhatWasUsedAndWhatItCost() {
    Charged usage = charge(wallet, Used.of(TokenUsage.ofTokens(1500, 800)).failed());

    assertThat(usage.cost().orElseThrow().amount()).isEqualByComparingTo("0.000705");
    UsageRecord record = wallet.usage().getFirst();
    assertThat(record.hold()).isEmpty();
    assertThat(record.succeeded()).isFalse();
    assertThat(record.late()).isFalse();
    assertThat(record.role()).isEqualTo("analysis");
    assertThat(record.metadata()).isEqualTo(Map.of("trace", "t-9"));
    assertThat(record.activeAt()).isEqualTo(NOON.minusSeconds(60));
    assertThat(record.direct().orElseThrow().source()).isEqualTo("tutor");
    assertThat(record.direct().orElseThrow().overrun()).isEqualTo(OverrunPolicy.CHARGE);
  }

  @Test
  void leavesNoCreditsBesideADebt() {
    WalletUnderTest limited = WalletUnderTest.onPlan(plan("free", 10));
    HoldId hold = limited.hold(Ask.tokens(10_000)).id();
    charge(limited, Used.tokens(4000));
    assertThat(limited.debt()).isEqualTo(Credits.of(4));

    limited.release(hold);

    assertThat(limited.debt()).isEqualTo(Credits.ZERO);
    assertThat(limited.available()).isEqualTo(Credits.of(6));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "é", "a\u0000b", "line\nbreak"})
  void refusesNamesThatAreNotPrintable(String text) {
    assertThatThrownBy(() -> new UsageEvent.Name("tutor", text))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("must be 1 to 255 printable characters");
    assertThatThrownBy(() -> new UsageEvent.Name(text, "e-1"))
        .isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> new UsageEvent.Name("tutor", "e".repeat(256)))
        .isInstanceOf(InvalidValueException.class);
  }

  private static Charged charge(WalletUnderTest wallet, Used used) {
    return (Charged) outcome(wallet, used);
  }

  private static UsageOutcome outcome(WalletUnderTest wallet, Used used) {
    return wallet.outcome(command(wallet, used));
  }

  private static Decision<UsageOutcome> submit(WalletUnderTest wallet, Used used) {
    return wallet.submit(command(wallet, used));
  }

  private static ChargeUsage command(WalletUnderTest wallet, Used used) {
    PlanTerms terms = wallet.wallet().termsAt(wallet.now());
    return used.command(terms);
  }

  private static CounterKey calls(WindowKind kind, String start) {
    return new CounterKey(
        "ana", "diary_analysis", "openai", LimitUnit.CALLS, kind, Instant.parse(start));
  }

  private static CounterKey ofAll(LimitUnit unit, WindowKind kind, String start) {
    return new CounterKey("*", "", "", unit, kind, Instant.parse(start));
  }

  private static PriceRow onPlan(String slug, long credits) {
    return new PriceRow(
        Optional.of(slug),
        Optional.empty(),
        Optional.empty(),
        Price.of(
            new PriceComponent.PerTokenBlock(1000, Credits.of(credits)), Rounding.UP_TO_CREDIT));
  }
}

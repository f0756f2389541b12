package dev.saldo.domain.wallet;

import static dev.saldo.domain.wallet.Sample.CLAUDE;
import static dev.saldo.domain.wallet.Sample.MINI;
import static dev.saldo.domain.wallet.Sample.NOON;
import static dev.saldo.domain.wallet.Sample.PRICES;
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
import dev.saldo.domain.pricing.PriceBook;
import dev.saldo.domain.pricing.TokenUsage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a correction counts, records and tells; what it charges is in the stories of holds. */
class AmendTest {
  private final WalletUnderTest wallet = WalletUnderTest.onPlan(plan("free", 100));

  @Test
  void countsTheCorrectedUseInPlaceOfTheFirst() {
    LimitRule tokens = Rules.user("tokens").max(10_000, LimitUnit.TOKENS, WindowKind.DAY).rule();
    LimitRule spend = Rules.user("spend").max(10_000_000, LimitUnit.CREDITS, WindowKind.DAY).rule();
    HoldId hold = wallet.hold(Ask.tokens(5_000).limited(tokens, spend)).id();
    wallet.assume(hold, 4_000);
    assertThat(counter(hold, LimitUnit.TOKENS)).isEqualTo(new Counter(4_000, 0));

    wallet.amend(hold, 1_500);

    assertThat(counter(hold, LimitUnit.TOKENS)).isEqualTo(new Counter(1_500, 0));
    assertThat(counter(hold, LimitUnit.CREDITS)).isEqualTo(new Counter(2_000_000, 0));
    assertThat(wallet.counter(hold, "openai", 0)).isEqualTo(new Counter(1, 0));
    assertThat(wallet.counter(hold, "openai", 1)).isEqualTo(new Counter(1, 0));
  }

  @Test
  void countsTheCallWithTheModelThatServedIt() {
    HoldId hold = wallet.hold(Ask.tokens(5_000).of(Offer.of(MINI), Offer.of(CLAUDE))).id();
    wallet.assume(hold, 4_000);

    wallet.outcome(wallet.amending(hold, 1_500, Optional.of(CLAUDE)));

    assertThat(wallet.counter(hold, "openai", 0)).isEqualTo(Counter.NONE);
    assertThat(wallet.counter(hold, "anthropic", 0)).isEqualTo(new Counter(1, 0));
  }

  @Test
  void leavesARateAsItFlowed() {
    LimitRule rate = Rules.user("tpm").max(10_000, LimitUnit.TOKENS, WindowKind.RATE).rule();
    HoldId hold = wallet.hold(Ask.tokens(1_000).limited(rate)).id();
    wallet.assume(hold, 3_000);

    wallet.amend(hold, 9_000);

    assertThat(counter(hold, LimitUnit.TOKENS).used()).isEqualTo(3_000_000_000L);
  }

  @Test
  void recordsWhatWasUsedBesideWhatWasCountedBefore() {
    HoldId hold = wallet.hold(Ask.tokens(5_000)).id();
    wallet.assume(hold, 4_000);
    wallet.afterMinutes(3).amend(hold, 1_500);

    UsageRecord first = wallet.usage().getFirst();
    UsageRecord corrected = wallet.usage().getLast();
    assertThat(corrected.hold()).hasValue(hold.number());
    assertThat(corrected.number()).isGreaterThan(first.number());
    assertThat(corrected.at()).isEqualTo(NOON.plusSeconds(180));
    assertThat(corrected.activeAt()).isEqualTo(NOON);
    assertThat(corrected.day()).isEqualTo(first.day());
    assertThat(corrected.usage()).isEqualTo(TokenUsage.ofTokens(1_500, 0));
    assertThat(corrected.charged()).isEqualTo(Credits.of(2));
    assertThat(corrected.evidence()).isEqualTo(Evidence.PROVIDER_FINAL);
    assertThat(corrected.metadata()).containsEntry("trace", "t-2");
    assertThat(corrected.corrects())
        .contains(
            new UsageRecord.Corrected(
                NOON,
                MINI,
                TokenUsage.ofTokens(4_000, 0),
                Credits.of(4),
                Credits.of(4),
                Credits.ZERO,
                first.cost()));
  }

  /** Of 8 credits the first grant paid 3 and the second one 5; the last to pay is paid back. */
  @Test
  void tellsWhichGrantsPayInTheEnd() {
    WalletUnderTest bought = WalletUnderTest.empty();
    long first = bought.grant(Gift.promo("3").withPriority(1)).grant().id().number();
    long second = bought.grant(Gift.purchase("10")).grant().id().number();
    HoldId hold = bought.hold(Ask.tokens(10_000)).id();
    bought.assume(hold, 8_000);

    assertThat(bought.amend(hold, 4_000).lines())
        .containsExactly(
            new Hold.Line(first, GrantSource.PROMO, Credits.of(3)),
            new Hold.Line(second, GrantSource.PURCHASE, Credits.of(1)));
  }

  @Test
  void tellsWhatWasLetGoWhereRulesAreOnlyObserved() {
    Offer observed = Offer.of(MINI).enforced(Enforcement.OBSERVE);
    HoldId hold = wallet.hold(Ask.tokens(90_000).of(observed)).id();
    HoldId cheaper = wallet.hold(Ask.tokens(5_000).of(observed)).id();
    wallet.assume(hold, 90_000);
    wallet.assume(cheaper, 5_000);

    AmendOutcome.Amended more = wallet.amend(hold, 107_000);
    AmendOutcome.Amended less = wallet.amend(cheaper, 4_000);

    assertThat(more.charged()).isEqualTo(Credits.of(95));
    assertThat(more.notCharged()).isEqualTo(Credits.of(12));
    assertThat(more.flags()).containsExactly(SettleOutcome.Flag.OBSERVED);
    assertThat(less.flags()).isEmpty();
  }

  @Test
  void doesNotCallItObservedWhereThePolicyLetsGo() {
    WalletUnderTest strict = WalletUnderTest.onPlan(plan("free", 10, OverrunPolicy.DEBT_UP_TO, 0));
    HoldId hold = strict.hold(Ask.tokens(10_000)).id();
    strict.assume(hold, 8_000);

    AmendOutcome.Amended amended = strict.amend(hold, 15_000);

    assertThat(amended.notCharged()).isEqualTo(Credits.of(5));
    assertThat(amended.flags()).isEmpty();
  }

  @Test
  void asksAgainWithoutThePricesOfTheHold() {
    HoldId hold = wallet.hold(Ask.tokens(1_000).atPrices(2)).id();
    wallet.assume(hold, 1_000);
    Amend known = wallet.amending(hold, 500);
    Amend outdated =
        new Amend(
            known.tenant(),
            hold,
            known.key(),
            known.content(),
            known.actor(),
            known.report(),
            Map.of(),
            new PriceBook(PRICES.prices().subList(0, 1), List.of()));

    assertThat(wallet.submit(outdated)).isEqualTo(new Decision.Stale<AmendOutcome>());
    assertThat(wallet.usage()).hasSize(1);
  }

  /** The counter of the one limit in a unit. */
  private Counter counter(HoldId hold, LimitUnit unit) {
    return wallet.hold(hold).counted().stream()
        .filter(key -> key.unit() == unit)
        .map(key -> wallet.counters().get(key))
        .findFirst()
        .orElseThrow();
  }
}

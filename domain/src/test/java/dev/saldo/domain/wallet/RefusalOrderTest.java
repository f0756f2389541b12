package dev.saldo.domain.wallet;

import static dev.saldo.domain.wallet.Sample.CLAUDE;
import static dev.saldo.domain.wallet.Sample.GROK;
import static dev.saldo.domain.wallet.Sample.MINI;
import static dev.saldo.domain.wallet.Sample.plan;
import static dev.saldo.domain.wallet.Sample.time;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.domain.limit.Counter;
import dev.saldo.domain.limit.LimitRule;
import dev.saldo.domain.limit.LimitState;
import dev.saldo.domain.limit.Rules;
import dev.saldo.domain.limit.WindowKind;
import dev.saldo.domain.matrix.Resolution;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.domain.wallet.AuthorizeOutcome.InsufficientCredits;
import dev.saldo.domain.wallet.AuthorizeOutcome.LimitReached;
import dev.saldo.domain.wallet.AuthorizeOutcome.PriceMissing;
import dev.saldo.domain.wallet.AuthorizeOutcome.WalletFrozen;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which reason a refusal names when there are several. */
class RefusalOrderTest {
  private final WalletUnderTest wallet = WalletUnderTest.onPlan(plan("free", 100));

  /** The checks in the order in which they are asked; each has a way to fail. */
  enum Check {
    TENANT_SUSPENDED,
    CUSTOMER_SUSPENDED,
    NO_PROVIDER_AVAILABLE,
    PRICE_MISSING,
    MARGIN_BELOW_FLOOR,
    RATE_LIMIT,
    DAILY_LIMIT,
    WALLET_FROZEN,
    INSUFFICIENT_CREDITS
  }

  /** This check fails, and so does every later one. */
  @ParameterizedTest
  @EnumSource
  void namesTheEarliestOfAllThatFail(Check earliest) {
    Offer offer = Offer.of(MINI);
    if (fails(Check.PRICE_MISSING, earliest)) {
      offer = offer.withoutPrice();
    }
    if (fails(Check.MARGIN_BELOW_FLOOR, earliest)) {
      offer = offer.atALoss();
    }
    if (fails(Check.DAILY_LIMIT, earliest)) {
      offer = offer.daily(0);
    }
    Ask ask =
        fails(Check.NO_PROVIDER_AVAILABLE, earliest)
            ? Ask.credits("101").unresolved(Resolution.Reason.NO_PROVIDER_AVAILABLE)
            : Ask.credits("101").of(offer);
    if (fails(Check.RATE_LIMIT, earliest)) {
      ask = ask.limited(Rules.user("rpm").calls(0, WindowKind.RATE).rule());
    }
    if (fails(Check.WALLET_FROZEN, earliest)) {
      wallet.freeze();
    }
    if (fails(Check.CUSTOMER_SUSPENDED, earliest)) {
      wallet.suspendCustomer();
    }
    if (fails(Check.TENANT_SUSPENDED, earliest)) {
      wallet.suspendTenant();
    }

    String code = earliest.name().toLowerCase(Locale.ROOT);
    assertThat(RefusalCode.of(wallet.refusalReason(ask))).isEqualTo(code);
    assertThat(wallet.decisions().getLast().outcome()).isEqualTo(code);
  }

  private static boolean fails(Check check, Check earliest) {
    return check.compareTo(earliest) >= 0;
  }

  @ParameterizedTest
  @EnumSource
  void namesWhyTheMatrixHasNoRoute(Resolution.Reason reason) {
    var refusal = wallet.refusalReason(Ask.tokens(1).unresolved(reason));

    assertThat(refusal).isEqualTo(new AuthorizeOutcome.NoRoute(reason));
    assertThat(RefusalCode.of(refusal)).isEqualTo(reason.name().toLowerCase(Locale.ROOT));
  }

  /** A window is asked after the rates: that candidate got further. */
  @Test
  void namesTheWindowOfACandidateBeforeTheRateOfAnother() {
    LimitRule rate = Rules.customer("rpm").on("anthropic").calls(0, WindowKind.RATE).rule();
    Offer slow = Offer.of(CLAUDE);
    Offer spent = Offer.of(MINI).daily(0);

    assertThat(RefusalCode.of(wallet.refusalReason(Ask.tokens(1).of(slow, spent).limited(rate))))
        .isEqualTo("daily_limit");
    assertThat(RefusalCode.of(wallet.refusalReason(Ask.tokens(1).of(spent, slow).limited(rate))))
        .isEqualTo("daily_limit");
  }

  @Test
  void takesTheFirstCandidateThatPasses() {
    Ask ask =
        Ask.tokens(1)
            .of(Offer.of(GROK).withoutPrice(), Offer.of(MINI).daily(1), Offer.of(CLAUDE).daily(1));
    assertThat(wallet.hold(ask).hold().route().model()).isEqualTo(MINI);
    assertThat(wallet.hold(ask).hold().route().model()).isEqualTo(CLAUDE);
    assertThat(wallet.refusalReason(ask)).isInstanceOf(LimitReached.class);
  }

  @Test
  void asksOnlyTheRouteForCredits() {
    wallet.settle(wallet.hold(Ask.tokens(98_000)).id(), 98_000);
    Ask dearFirst = Ask.tokens(1000).of(Offer.of(CLAUDE), Offer.of(MINI));

    assertThat(wallet.refusalReason(dearFirst)).isInstanceOf(InsufficientCredits.class);
    assertThat(wallet.hold(Ask.tokens(1000))).isNotNull();
  }

  @Test
  void asksOnlyTheRouteForTheWallet() {
    wallet.freeze();
    assertThat(wallet.refusalReason(Ask.tokens(1).of(Offer.of(GROK).daily(0), Offer.of(MINI))))
        .isEqualTo(new WalletFrozen());
  }

  @Test
  void namesTheCandidateThatGotFurthest() {
    Offer unpriced = Offer.of(GROK).withoutPrice();
    Offer full = Offer.of(MINI).daily(0);

    assertThat(wallet.refusalReason(Ask.tokens(1).of(unpriced, full)))
        .isInstanceOf(LimitReached.class);
    assertThat(wallet.refusalReason(Ask.tokens(1).of(full, unpriced)))
        .isInstanceOf(LimitReached.class);
    assertThat(wallet.refusalReason(Ask.tokens(1).of(unpriced, Offer.of(MINI).withoutPrice())))
        .isEqualTo(new PriceMissing());
  }

  @Test
  void namesTheLimitThatFreesFirst() {
    Offer monthly = Offer.of(MINI).monthly(0);
    Offer daily = Offer.of(CLAUDE).daily(0);

    assertThat(limitReached(Ask.tokens(1).of(monthly, daily)).limit().meter().target())
        .isEqualTo("anthropic");
    assertThat(limitReached(Ask.tokens(1).of(daily, monthly)).limit().meter().target())
        .isEqualTo("anthropic");
  }

  @Test
  void namesTheFirstOfThoseThatFreeTogether() {
    Offer first = Offer.of(MINI).daily(0);
    Offer second = Offer.of(CLAUDE).daily(0);

    assertThat(limitReached(Ask.tokens(1).of(first, second)).limit().meter().target())
        .isEqualTo("openai");
    assertThat(limitReached(Ask.tokens(1).of(second, first)).limit().meter().target())
        .isEqualTo("anthropic");
  }

  @Test
  void namesTheMonthWhenDayAndMonthAreFull() {
    Ask ask = Ask.tokens(1).of(Offer.of(MINI).daily(0).monthly(0));
    LimitState state = limitReached(ask);

    assertThat(state.limit().window()).isEqualTo(WindowKind.MONTH);
    assertThat(state.window().end()).isEqualTo(Sample.DECEMBER);
    assertThat(RefusalCode.of(new LimitReached(state, 1))).isEqualTo("monthly_limit");
  }

  @Test
  void namesTheMonthAlsoOnItsLastDay() {
    wallet.at("2026-11-30T15:00:00Z");
    LimitState state = limitReached(Ask.tokens(1).of(Offer.of(MINI).daily(0).monthly(0)));

    assertThat(state.limit().window()).isEqualTo(WindowKind.MONTH);
  }

  @Test
  void saysWhenADayFrees() {
    LimitState state = limitReached(Ask.tokens(1).of(Offer.of(MINI).daily(0).monthly(9)));

    assertThat(state.limit().window()).isEqualTo(WindowKind.DAY);
    assertThat(state.window().end()).isEqualTo(time("2026-11-11T03:00:00Z"));
    assertThat(state.limit().meter().feature()).isEqualTo("diary_analysis");
    assertThat(state.remaining()).isZero();
  }

  @Test
  void showsTheLimitsOfTheCandidateThatGotFurthest() {
    var refused =
        wallet.refusal(
            Ask.tokens(1).of(Offer.of(GROK).withoutPrice(), Offer.of(MINI).daily(0).monthly(9)));

    assertThat(refused.limits()).hasSize(2);
    assertThat(refused.limits())
        .extracting(state -> state.limit().meter().target())
        .containsOnly("openai");
    assertThat(refused.terms()).isEqualTo(plan("free", 100));
    assertThat(refused.at()).isEqualTo(wallet.now());
  }

  @Test
  void countsEveryCallOfTheEstimate() {
    Ask three =
        Ask.estimated(new Estimate.OfUsage(new TokenUsage(3, Map.of(), Map.of())))
            .of(Offer.of(MINI).daily(5));

    assertThat(wallet.hold(three).limits())
        .singleElement()
        .extracting(LimitState::counter)
        .isEqualTo(new Counter(0, 3));
    assertThat(limitReached(three).remaining()).isEqualTo(2);
  }

  @Test
  void countsACallAlsoWhenTheEstimateNamesNone() {
    Ask none = Ask.estimated(new Estimate.OfUsage(TokenUsage.NOTHING)).of(Offer.of(MINI).daily(1));

    assertThat(wallet.hold(none).hold().calls()).isEqualTo(1);
    assertThat(wallet.refusalReason(none)).isInstanceOf(LimitReached.class);
  }

  @Test
  void meetsTheSameCountUnderAChangedMaximum() {
    wallet.hold(Ask.tokens(1).of(Offer.of(MINI)));
    wallet.hold(Ask.tokens(1).of(Offer.of(MINI).daily(5)));

    assertThat(limitReached(Ask.tokens(1).of(Offer.of(MINI).daily(2))).counter())
        .isEqualTo(new Counter(0, 2));
    assertThat(wallet.hold(Ask.tokens(1).of(Offer.of(MINI).daily(3)))).isNotNull();
  }

  @Test
  void opensANewWindowAtLocalMidnight() {
    Ask once = Ask.tokens(1).of(Offer.of(MINI).daily(1).monthly(2));
    wallet.settle(wallet.hold(once).id(), 1);
    assertThat(wallet.at("2026-11-11T02:59:59.999999Z").refusalReason(once))
        .isInstanceOf(LimitReached.class);
    wallet.at("2026-11-11T03:00:00Z").hold(once);
    assertThat(limitReached(once).limit().window()).isEqualTo(WindowKind.MONTH);
    wallet.at("2026-12-01T03:00:00Z").hold(once);
  }

  private LimitState limitReached(Ask ask) {
    return ((LimitReached) wallet.refusalReason(ask)).state();
  }
}

package dev.saldo.domain.wallet;

import static dev.saldo.domain.wallet.Sample.CLAUDE;
import static dev.saldo.domain.wallet.Sample.LARGE;
import static dev.saldo.domain.wallet.Sample.MINI;
import static dev.saldo.domain.wallet.Sample.NOON;
import static dev.saldo.domain.wallet.Sample.SAO_PAULO;
import static dev.saldo.domain.wallet.Sample.credits;
import static dev.saldo.domain.wallet.Sample.plan;
import static dev.saldo.domain.wallet.Sample.unlimited;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.domain.Credits;
import dev.saldo.domain.limit.Counter;
import dev.saldo.domain.matrix.Period;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.OverrunPolicy;
import dev.saldo.domain.wallet.AuthorizeOutcome.Held;
import dev.saldo.domain.wallet.AuthorizeOutcome.InsufficientCredits;
import dev.saldo.domain.wallet.AuthorizeOutcome.LimitReached;
import dev.saldo.domain.wallet.AuthorizeOutcome.Refused;
import dev.saldo.domain.wallet.AuthorizeOutcome.WalletFrozen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuthorizeTest {
  private final WalletUnderTest wallet = WalletUnderTest.onPlan(plan("free", 100));

  @Test
  void setsCreditsAside() {
    Held held = wallet.hold(Ask.tokens(2300).of(Offer.of(MINI), Offer.of(CLAUDE)));

    Hold hold = held.hold();
    assertThat(held.id().number()).isEqualTo(hold.number());
    assertThat(hold.createdAt()).isEqualTo(NOON);
    assertThat(hold.expiresAt()).isEqualTo(NOON.plus(Duration.ofMinutes(15)));
    assertThat(hold.credits()).isEqualTo(Credits.of(3));
    assertThat(hold.covered()).isEqualTo(Credits.of(3));
    assertThat(hold.uncovered()).isEqualTo(Credits.ZERO);
    assertThat(hold.state()).isEqualTo(Hold.State.HELD);
    assertThat(hold.end()).isEmpty();
    assertThat(hold.route().model()).isEqualTo(MINI);
    assertThat(hold.route().role()).isEqualTo("analysis");
    assertThat(hold.route().fallbacks()).containsExactly(CLAUDE);
    assertThat(hold.frozenTerms())
        .isEqualTo(
            new Hold.Terms(
                "free",
                1,
                1,
                1,
                "default",
                false,
                Enforcement.HARD,
                OverrunPolicy.CHARGE,
                SAO_PAULO,
                List.of()));
    assertThat(held.standing().available()).isEqualTo(Credits.of(97));
    assertThat(held.standing().held()).isEqualTo(Credits.of(3));
    assertThat(held.standing().posted()).isEqualTo(Credits.of(100));
    assertThat(held.standing().zone()).isEqualTo(SAO_PAULO);
    assertThat(held.standing().expiringNext())
        .contains(new Standing.Expiring(Credits.of(97), Sample.DECEMBER));
  }

  @Test
  void livesAsLongAsAsked() {
    assertThat(wallet.hold(Ask.tokens(1).lasting(Duration.ofHours(24))).hold().expiresAt())
        .isEqualTo(NOON.plus(Duration.ofHours(24)));
  }

  @Test
  void storesWhatItDecidedOn() {
    Ask ask = Ask.tokens(2300).of(Offer.of(MINI).daily(3), Offer.of(CLAUDE).monthly(9));
    Held held = wallet.hold(ask);
    Refused refused = wallet.refusal(Ask.credits("98"));

    assertThat(wallet.decisions()).hasSize(2);
    DecisionRecord first = wallet.decisions().getFirst();
    assertThat(first.number()).isEqualTo(held.id().number());
    assertThat(first.at()).isEqualTo(NOON);
    assertThat(first.outcome()).isEqualTo("held");
    assertThat(first.call()).isEqualTo(held.hold().call());
    assertThat(first.estimate()).isEqualTo(ask.estimate());
    assertThat(first.catalogVersion()).isEqualTo(1);
    assertThat(first.plan()).isEqualTo("free");
    assertThat(first.planVersion()).isEqualTo(1);
    assertThat(first.routes())
        .extracting(route -> route.candidate().model())
        .containsExactly(MINI, CLAUDE);
    assertThat(first.counters()).hasSize(2).containsValue(Counter.NONE);
    DecisionRecord second = wallet.decisions().getLast();
    assertThat(second.number()).isEqualTo(refused.decision().number());
    assertThat(second.outcome()).isEqualTo("insufficient_credits");
    assertThat(second.standing()).isEqualTo(refused.standing());
  }

  @Test
  void givesEveryDecisionItsOwnRisingNumber() {
    long last = 0;
    for (int i = 0; i < 5; i++) {
      long number = wallet.refusal(Ask.credits("101")).decision().number();
      assertThat(number).isGreaterThan(last);
      last = number;
    }
    assertThat(wallet.hold(Ask.tokens(1)).id().number()).isGreaterThan(last);
  }

  @Test
  void numbersWhatHappensByItsTime() {
    assertThat(wallet.hold(Ask.tokens(1)).id().number() >>> 20).isEqualTo(NOON.toEpochMilli());
    wallet.afterMinutes(1);
    assertThat(wallet.hold(Ask.tokens(1)).id().number() >>> 20)
        .isEqualTo(NOON.toEpochMilli() + 60_000);
  }

  @Test
  void holdsToTheLastMicro() {
    assertThat(wallet.refusal(Ask.credits("100.000001")).reason())
        .isEqualTo(new InsufficientCredits(credits("100.000001"), Credits.of(100)));
    assertThat(wallet.hold(Ask.credits("100")).standing().available()).isEqualTo(Credits.ZERO);
    assertThat(wallet.refusal(Ask.credits("0.000001")).reason())
        .isEqualTo(new InsufficientCredits(credits("0.000001"), Credits.ZERO));
    assertThat(wallet.hold(Ask.credits("0")).hold().lines()).isEmpty();
  }

  @Test
  void admitsExactlyAsManyAsThereAreCredits() {
    for (int i = 0; i < 100; i++) {
      wallet.hold(Ask.tokens(1000));
    }
    assertThat(wallet.refusalReason(Ask.tokens(1000))).isInstanceOf(InsufficientCredits.class);
  }

  @Test
  void storesNothingButTheDecisionOfARefusal() {
    Wallet before = wallet.wallet();
    wallet.refusal(Ask.credits("101").of(Offer.of(MINI).daily(3)));

    assertThat(wallet.holds()).isEmpty();
    assertThat(wallet.counters()).isEmpty();
    assertThat(wallet.wallet().balances()).isEqualTo(before.balances());
    assertThat(wallet.wallet().sequence()).isEqualTo(before.sequence());
  }

  @Test
  void drawsOnTheRoomForDebt() {
    WalletUnderTest indebted = WalletUnderTest.onPlan(plan("free", 10, OverrunPolicy.CHARGE, 5));

    assertThat(indebted.refusalReason(Ask.credits("15.000001")))
        .isEqualTo(new InsufficientCredits(credits("15.000001"), Credits.of(15)));
    Hold hold = indebted.hold(Ask.credits("12")).hold();
    assertThat(hold.covered()).isEqualTo(Credits.of(10));
    assertThat(hold.uncovered()).isEqualTo(Credits.of(2));
    assertThat(hold.credits()).isEqualTo(Credits.of(12));
    assertThat(indebted.refusalReason(Ask.credits("4")))
        .isEqualTo(new InsufficientCredits(Credits.of(4), Credits.of(3)));
    assertThat(indebted.hold(Ask.credits("3")).hold().lines()).isEmpty();
    assertThat(indebted.wallet().room()).isEqualTo(Credits.ZERO);
  }

  @Test
  void hasNoRoomBeyondADebtAboveTheLimit() {
    WalletUnderTest indebted = WalletUnderTest.onPlan(plan("free", 10, OverrunPolicy.CHARGE, 5));
    indebted.settle(indebted.hold(Ask.credits("10")).id(), 100_000);
    assertThat(indebted.debt()).isEqualTo(Credits.of(90));

    assertThat(indebted.refusalReason(Ask.credits("0.1")))
        .isEqualTo(new InsufficientCredits(credits("0.1"), Credits.ZERO));
  }

  @Test
  void usesOnlyGrantsWhoseScopeAllowsTheCall() {
    WalletUnderTest scoped = WalletUnderTest.empty();
    scoped.grant(Gift.promo("1").forFeature("diary_analysis"));
    scoped.grant(Gift.promo("2").forFeature("user_chat"));
    scoped.grant(Gift.promo("4").forModel("openai/gpt-4o-mini"));
    scoped.grant(Gift.promo("8").forModel("anthropic"));
    scoped.grant(Gift.promo("16").forFeature("user_chat").forModel("anthropic/claude"));

    assertThat(usable(scoped, Ask.credits("99"))).isEqualTo(Credits.of(5));
    assertThat(usable(scoped, Ask.credits("99").in("user_chat"))).isEqualTo(Credits.of(6));
    assertThat(usable(scoped, Ask.credits("99").of(Offer.of(LARGE)))).isEqualTo(Credits.of(1));
    assertThat(usable(scoped, Ask.credits("99").of(Offer.of(CLAUDE)))).isEqualTo(Credits.of(9));
    assertThat(usable(scoped, Ask.credits("99").in("user_chat").of(Offer.of(CLAUDE))))
        .isEqualTo(Credits.of(26));
  }

  private static Credits usable(WalletUnderTest wallet, Ask ask) {
    return ((InsufficientCredits) wallet.refusalReason(ask)).usable();
  }

  @Test
  void skipsCreditsUnderUnlimitedEnforcement() {
    WalletUnderTest free = WalletUnderTest.onPlan(unlimited());
    free.grant(Gift.purchase("7"));

    Held held = free.hold(Ask.tokens(50_000));
    assertThat(held.hold().credits()).isEqualTo(Credits.ZERO);
    assertThat(held.hold().frozenTerms().enforcement()).isEqualTo(Enforcement.UNLIMITED);
    SettleOutcome.Settled settled = free.settle(held.id(), 90_000);

    assertThat(settled.rated()).isEqualTo(Credits.of(90));
    assertThat(settled.charged()).isEqualTo(Credits.ZERO);
    assertThat(settled.notCharged()).isEqualTo(Credits.ZERO);
    assertThat(free.usage().getFirst().credits()).isEqualTo(Credits.of(90));
    assertThat(free.usage().getFirst().charged()).isEqualTo(Credits.ZERO);
    assertThat(free.available()).isEqualTo(Credits.of(7));
    assertThat(free.debt()).isEqualTo(Credits.ZERO);
  }

  @Test
  void keepsLimitsInCallsAndAFrozenWalletUnderUnlimitedEnforcement() {
    WalletUnderTest free = WalletUnderTest.onPlan(unlimited());
    Ask once = Ask.tokens(50_000).of(Offer.of(MINI).daily(1));
    free.hold(once);

    assertThat(free.refusalReason(once)).isInstanceOf(LimitReached.class);
    free.freeze();
    assertThat(free.refusalReason(Ask.tokens(1))).isEqualTo(new WalletFrozen());
  }

  @Test
  void takesTheEnforcementOfTheCellBeforeThatOfThePlan() {
    Ask tooMuch = Ask.credits("101");
    assertThat(wallet.hold(tooMuch.of(Offer.of(MINI).enforced(Enforcement.UNLIMITED))).hold())
        .extracting(Hold::credits)
        .isEqualTo(Credits.ZERO);

    WalletUnderTest free = WalletUnderTest.onPlan(unlimited());
    assertThat(free.refusalReason(tooMuch.of(Offer.of(MINI).enforced(Enforcement.HARD))))
        .isEqualTo(new InsufficientCredits(Credits.of(101), Credits.ZERO));
    assertThat(free.hold(tooMuch.of(Offer.of(MINI)))).isNotNull();
  }

  @Test
  void asksAgainWhenCatalogueOrPlanHaveChanged() {
    Decision<AuthorizeOutcome> stale = new Decision.Stale<>();

    assertThat(wallet.submit(Ask.tokens(1).onCatalog(2).command(plan("free", 100))))
        .isEqualTo(stale);
    assertThat(wallet.submit(Ask.tokens(1).command(plan("premium", 100)))).isEqualTo(stale);
    assertThat(wallet.decisions()).isEmpty();
  }

  @Test
  void asksAgainWhenTheMatrixOfferedItForAnotherTime() {
    Instant end = NOON.plusSeconds(60);
    Authorize command =
        Ask.tokens(1).offered(new Period(NOON.minusSeconds(60), end)).command(plan("free", 100));

    assertThat(wallet.at(end).submit(command))
        .isEqualTo(new Decision.Stale<AuthorizeOutcome>(Optional.of(end)));
    assertThat(wallet.at(end.minusNanos(1_000)).outcome(command)).isInstanceOf(Held.class);
  }

  @Test
  void keepsTheAnonymousUserApart() {
    Offer once = Offer.of(MINI).daily(1);
    for (String user : List.of("", "ana", "bia")) {
      wallet.hold(Ask.tokens(1).by(user).of(once));
      assertThat(wallet.refusalReason(Ask.tokens(1).by(user).of(once)))
          .isInstanceOf(LimitReached.class);
    }
  }
}

package dev.saldo.domain.wallet;

import static dev.saldo.domain.wallet.Sample.CLAUDE;
import static dev.saldo.domain.wallet.Sample.MINI;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.domain.Credits;
import dev.saldo.domain.limit.Counter;
import dev.saldo.domain.limit.CounterKey;
import dev.saldo.domain.limit.LimitRule;
import dev.saldo.domain.limit.LimitState;
import dev.saldo.domain.limit.LimitUnit;
import dev.saldo.domain.limit.Rules;
import dev.saldo.domain.limit.WindowKind;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.wallet.AuthorizeOutcome.LimitReached;
import dev.saldo.domain.wallet.AuthorizeOutcome.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LimitRulesTest {
  private final WalletUnderTest wallet =
      WalletUnderTest.onPlan(Sample.plan("free", 1_000)).at("2026-11-10T15:00:00Z");

  @Test
  void countsTheWholeCustomerTogether() {
    LimitRule two = Rules.customer("two").calls(2, WindowKind.WEEK).rule();
    Ask ask = Ask.tokens(1).limited(two);

    wallet.hold(ask);
    wallet.hold(ask.by("bia").in("user_chat"));

    assertThat(code(wallet.refusalReason(ask.by("")))).isEqualTo("limit_reached");
    assertThat(reached(ask.by("")).limit().name()).isEqualTo("two");
    assertThat(reached(ask).resetsAt()).contains(Instant.parse("2026-11-16T03:00:00Z"));
    wallet.at("2026-11-16T03:00:00Z");
    assertThat(wallet.ask(ask)).isInstanceOf(AuthorizeOutcome.Held.class);
  }

  @Test
  void countsAGroupsMembersTogetherAndNobodyElse() {
    Ask ask =
        Ask.tokens(1).limited(Rules.group("beta-two", "beta").calls(2, WindowKind.DAY).rule());

    wallet.hold(ask.member("beta"));
    wallet.hold(ask.by("bia").member("beta", "vip"));

    assertThat(code(wallet.refusalReason(ask.by("carla").member("beta"))))
        .isEqualTo("limit_reached");
    assertThat(wallet.hold(ask.by("carla").member("vip")).limits()).isEmpty();
  }

  @Test
  void reservesTokensAndCountsWhatWasUsed() {
    Ask ask =
        Ask.tokens(600)
            .limited(Rules.user("tokens").max(1_000, LimitUnit.TOKENS, WindowKind.HOUR).rule());

    HoldId first = wallet.hold(ask).id();
    assertThat(code(wallet.refusalReason(ask))).isEqualTo("limit_reached");
    wallet.settle(first, 150);
    HoldId second = wallet.hold(ask).id();
    assertThat(wallet.hold(Ask.tokens(250).limited(ask.rules().getFirst())).limits())
        .extracting(LimitState::counter, LimitState::remaining)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(new Counter(150, 850), 0L));
    wallet.release(second);
    assertThat(counter("tokens", ask)).isEqualTo(new Counter(150, 250));
  }

  @Test
  void countsCreditsInTheBillingCycle() {
    Ask ask =
        Ask.tokens(2_000)
            .limited(
                Rules.customer("spend").max(5_000_000, LimitUnit.CREDITS, WindowKind.CYCLE).rule());

    wallet.settle(wallet.hold(ask).id(), 3_000);
    wallet.hold(ask);
    assertThat(code(wallet.refusalReason(Ask.tokens(1).limited(ask.rules().getFirst()))))
        .isEqualTo("limit_reached");
    assertThat(reached(ask).resetsAt()).contains(Instant.parse("2026-12-01T03:00:00Z"));
    wallet.at("2026-12-01T03:00:00Z");
    assertThat(wallet.hold(ask).limits().getFirst().counter()).isEqualTo(new Counter(0, 2_000_000));
  }

  @Test
  void doesNotAskForCreditsWhereNothingIsCharged() {
    WalletUnderTest free = WalletUnderTest.onPlan(Sample.unlimited());
    LimitRule none = Rules.user("spend").max(0, LimitUnit.CREDITS, WindowKind.DAY).rule();
    LimitRule once = Rules.user("once").calls(1, WindowKind.DAY).rule();
    Ask ask = Ask.tokens(9_000).limited(none, once);

    assertThat(free.hold(ask).limits())
        .extracting(state -> state.limit().name())
        .containsExactly("once");
    assertThat(code(free.refusalReason(ask))).isEqualTo("limit_reached");
  }

  @Test
  void limitsWhatIsOpenAtOneTime() {
    Ask ask = Ask.tokens(1).limited(Rules.user("two-open").calls(2, WindowKind.OPEN).rule());

    HoldId first = wallet.hold(ask).id();
    HoldId second = wallet.hold(ask.lasting(Duration.ofMinutes(1))).id();
    assertThat(code(wallet.refusalReason(ask))).isEqualTo("concurrency_limit");
    assertThat(reached(ask).resetsAt()).isEmpty();
    wallet.settle(first, 1);
    HoldId third = wallet.hold(ask).id();
    assertThat(code(wallet.refusalReason(ask))).isEqualTo("concurrency_limit");
    wallet.afterMinutes(1);
    assertThat(wallet.ask(ask)).isInstanceOf(AuthorizeOutcome.Held.class);
    wallet.release(third);
    wallet.settle(second, 1);
    assertThat(wallet.hold(ask).limits().getFirst().counter()).isEqualTo(new Counter(0, 2));
  }

  @Test
  void letsARateFlow() {
    Ask ask = Ask.tokens(1).limited(Rules.customer("rpm").calls(2, WindowKind.RATE).rule());

    wallet.hold(ask);
    wallet.release(wallet.hold(ask.by("bia")).id());
    assertThat(code(wallet.refusalReason(ask))).isEqualTo("rate_limit");
    assertThat(reached(ask).admitsAt(1)).contains(wallet.now().plusSeconds(30));
    wallet.after(Duration.ofSeconds(30));
    assertThat(wallet.hold(ask).limits().getFirst().remaining()).isZero();
    assertThat(code(wallet.refusalReason(ask))).isEqualTo("rate_limit");
  }

  @Test
  void takesFromARateWhatWasUsedBeyondTheEstimate() {
    Ask ask =
        Ask.tokens(100)
            .limited(Rules.user("tpm").max(1_000, LimitUnit.TOKENS, WindowKind.RATE).rule());

    wallet.settle(wallet.hold(ask).id(), 950);
    assertThat(code(wallet.refusalReason(ask))).isEqualTo("rate_limit");
    wallet.after(Duration.ofSeconds(3));
    wallet.settle(wallet.hold(ask).id(), 1);
    assertThat(code(wallet.refusalReason(ask))).isEqualTo("rate_limit");
  }

  @Test
  void namesTheRateThatLetsTheCallThroughLast() {
    LimitRule calls = Rules.user("rpm").calls(60, WindowKind.RATE).rule();
    LimitRule tokens = Rules.user("tpm").max(1_000, LimitUnit.TOKENS, WindowKind.RATE).rule();
    wallet.hold(Ask.tokens(500).limited(calls, tokens));
    for (int i = 1; i < 60; i++) {
      wallet.hold(Ask.credits("0").limited(calls, tokens));
    }

    LimitReached reached = limitReached(Ask.tokens(1_000).limited(calls, tokens));
    assertThat(reached.state().limit().name()).isEqualTo("tpm");
    assertThat(reached.state().admitsAt(reached.demand())).contains(wallet.now().plusSeconds(30));
  }

  @Test
  void prefersATimeThatIsKnownToOneThatIsNot() {
    LimitRule open = Rules.customer("open").on("openai").calls(1, WindowKind.OPEN).rule();
    LimitRule rate = Rules.customer("rpm").on("anthropic").calls(1, WindowKind.RATE).rule();
    Ask ask = Ask.tokens(1).of(Offer.of(MINI), Offer.of(CLAUDE)).limited(open, rate);
    wallet.hold(ask);
    wallet.hold(ask);

    assertThat(reached(ask).limit().name()).isEqualTo("rpm");
    LimitRule both = Rules.customer("both").on("openai").calls(1, WindowKind.RATE).rule();
    assertThat(reached(Ask.tokens(1).limited(open, both)).limit().name()).isEqualTo("open");
  }

  @Test
  void namesACallThatNeverFitsLast() {
    LimitRule small =
        Rules.user("small").on("openai").max(10, LimitUnit.TOKENS, WindowKind.RATE).rule();
    LimitRule busy =
        Rules.user("busy").on("anthropic").max(100, LimitUnit.TOKENS, WindowKind.RATE).rule();
    wallet.hold(Ask.tokens(100).of(Offer.of(CLAUDE)).limited(busy));

    LimitReached reached =
        limitReached(Ask.tokens(50).of(Offer.of(MINI), Offer.of(CLAUDE)).limited(small, busy));
    assertThat(reached.state().limit().name()).isEqualTo("busy");
    LimitReached never = limitReached(Ask.tokens(50).limited(small, busy));
    assertThat(never.state().admitsAt(never.demand())).isEmpty();
  }

  @Test
  void countsAFallbackThatServedInItsOwnRate() {
    LimitRule claude =
        Rules.customer("tpm").on("anthropic").max(10_000, LimitUnit.TOKENS, WindowKind.RATE).rule();
    Ask ask = Ask.tokens(2_000).of(Offer.of(MINI), Offer.of(CLAUDE)).limited(claude);
    HoldId hold = wallet.hold(ask).id();
    wallet.settle(hold, 50_000, CLAUDE);

    LimitReached reached = limitReached(Ask.tokens(1_000).of(Offer.of(CLAUDE)).limited(claude));
    assertThat(reached.state().counter().used()).isEqualTo(50_000);
    assertThat(reached.state().admitsAt(1_000)).contains(wallet.now().plusSeconds(246));
  }

  @Test
  void reservesTheEstimateWhereMissingCreditsAreObserved() {
    WalletUnderTest observed = WalletUnderTest.onPlan(Sample.plan("free", 3));
    LimitRule spend = Rules.user("spend").max(10_000_000, LimitUnit.CREDITS, WindowKind.DAY).rule();
    Offer offer = Offer.of(MINI).enforced(Enforcement.OBSERVE);
    Ask small = Ask.tokens(1_000).of(offer).limited(spend);

    HoldId first = observed.hold(Ask.tokens(8_000).of(offer).limited(spend)).id();
    assertThat(observed.hold(first).covered()).isEqualTo(Credits.of(3));
    assertThat(observed.hold(small).limits().getFirst().counter())
        .isEqualTo(new Counter(0, 9_000_000));
    observed.release(first);
    assertThat(observed.hold(small).limits().getFirst().counter())
        .isEqualTo(new Counter(0, 2_000_000));
  }

  @Test
  void countsMoreThanANumberCanSayWhereRulesAreObserved() {
    WalletUnderTest observed = WalletUnderTest.onPlan(Sample.plan("free", 3));
    LimitRule spend = Rules.user("spend").max(10_000_000, LimitUnit.CREDITS, WindowKind.DAY).rule();
    Offer offer = Offer.of(MINI).enforced(Enforcement.OBSERVE);
    Ask absurd = Ask.credits(Credits.MAX.toString()).of(offer).limited(spend);
    List<HoldId> holds = new ArrayList<>();
    for (int call = 0; call < 24; call++) {
      holds.add(observed.hold(absurd).id());
      observed.extend(holds.getLast(), Credits.MAX.toString());
    }
    Counter reserved = observed.hold(absurd).limits().getFirst().counter();
    assertThat(reserved).isEqualTo(new Counter(0, Credits.MAX.micros()));

    for (HoldId hold : holds.subList(0, 12)) {
      observed.outcome(
          observed.settlement(hold, Optional.empty(), Evidence.ESTIMATED, Optional.empty(), true));
    }
    holds.subList(12, 24).forEach(observed::release);

    LimitState state = observed.hold(absurd).limits().getFirst();
    assertThat(state.counter().used()).isEqualTo(Long.MAX_VALUE);
    assertThat(state.counter().taken()).isEqualTo(Long.MAX_VALUE);
    assertThat(state.remaining()).isZero();
    for (HoldId hold : holds.subList(0, 12)) {
      observed.amend(hold, 0);
    }
    observed.afterMinutes(16).sweep();
    Counter left =
        observed.hold(Ask.credits("4").of(offer).limited(spend)).limits().getFirst().counter();
    assertThat(left).isEqualTo(new Counter(Long.MAX_VALUE, 4_000_000));
  }

  @Test
  void asksWhatRunsAtOneTimeBeforeWindows() {
    LimitRule none = Rules.user("none").calls(0, WindowKind.DAY).rule();
    LimitRule rate = Rules.user("rpm").calls(0, WindowKind.RATE).rule();
    LimitRule open = Rules.user("open").calls(0, WindowKind.OPEN).rule();

    assertThat(code(wallet.refusalReason(Ask.tokens(1).limited(none, rate))))
        .isEqualTo("rate_limit");
    assertThat(code(wallet.refusalReason(Ask.tokens(1).limited(none, open))))
        .isEqualTo("concurrency_limit");
  }

  @Test
  void triesTheNextCandidateWhenOneProvidersLimitIsFull() {
    LimitRule one = Rules.customer("one").on("openai").calls(1, WindowKind.OPEN).rule();
    Ask ask = Ask.tokens(1).of(Offer.of(MINI), Offer.of(CLAUDE)).limited(one);

    assertThat(wallet.hold(ask).hold().route().model()).isEqualTo(MINI);
    AuthorizeOutcome.Held second = wallet.hold(ask);
    assertThat(second.hold().route().model()).isEqualTo(CLAUDE);
    assertThat(second.limits()).isEmpty();
  }

  @Test
  void countsTheModelThatReallyServed() {
    LimitRule openai = Rules.customer("openai").on("openai").rule();
    LimitRule claude = Rules.customer("claude").on(CLAUDE.toString()).rule();
    Ask ask = Ask.tokens(1).of(Offer.of(MINI), Offer.of(CLAUDE)).limited(openai, claude);

    wallet.settle(wallet.hold(ask).id(), 10, CLAUDE);

    assertThat(counter(openai)).isEqualTo(Counter.NONE);
    assertThat(counter(claude)).isEqualTo(new Counter(1, 0));
  }

  @Test
  void meetsTheSameCountAsTheMatrix() {
    LimitRule same =
        Rules.user("same").in("diary_analysis").on("openai").calls(2, WindowKind.DAY).rule();
    Ask plain = Ask.tokens(1).of(Offer.of(MINI).daily(5));

    wallet.hold(plain);
    assertThat(wallet.hold(plain.limited(same)).limits())
        .extracting(LimitState::counter)
        .containsOnly(new Counter(0, 2));
    assertThat(code(wallet.refusalReason(plain.limited(same)))).isEqualTo("limit_reached");
  }

  @Test
  void tellsWhenASoftLimitIsPassedAndRefusesNothing() {
    Ask ask = Ask.tokens(1).limited(Rules.user("soft").calls(1, WindowKind.DAY).soft().rule());

    assertThat(wallet.hold(ask).limits().getFirst().isExceeded()).isFalse();
    AuthorizeOutcome.Held second = wallet.hold(ask);
    assertThat(second.limits().getFirst().isExceeded()).isTrue();
    assertThat(second.limits().getFirst().remaining()).isZero();
  }

  @Test
  void meetsTheSameCountWhenTheMaximumChanges() {
    Rules rule = Rules.customer("calls");
    wallet.hold(Ask.tokens(1).limited(rule.calls(9, WindowKind.MONTH).rule()));
    wallet.hold(Ask.tokens(1).limited(rule.calls(9, WindowKind.MONTH).rule()));

    assertThat(
            code(
                wallet.refusalReason(
                    Ask.tokens(1).limited(rule.calls(2, WindowKind.MONTH).rule()))))
        .isEqualTo("limit_reached");
    assertThat(wallet.hold(Ask.tokens(1).limited(rule.calls(3, WindowKind.MONTH).rule())))
        .isNotNull();
  }

  @Test
  void reservesOfALimitInCreditsWhatAnExtensionAdds() {
    LimitRule spend =
        Rules.customer("spend").max(10_000_000, LimitUnit.CREDITS, WindowKind.DAY).rule();
    LimitRule claude =
        Rules.customer("claude")
            .on("anthropic")
            .max(10_000_000, LimitUnit.CREDITS, WindowKind.DAY)
            .rule();
    LimitRule calls = Rules.user("calls").calls(9, WindowKind.HOUR).rule();
    HoldId hold = wallet.hold(Ask.tokens(4_000).limited(spend, claude, calls)).id();

    wallet.extend(hold, "5");

    assertThat(counter(spend)).isEqualTo(new Counter(0, 9_000_000));
    assertThat(counter(claude)).isEqualTo(Counter.NONE);
    assertThat(counter(calls)).isEqualTo(new Counter(0, 1));
    assertThat(code(wallet.refusalReason(Ask.tokens(1_001).limited(spend))))
        .isEqualTo("limit_reached");
    wallet.release(hold);
    assertThat(counter(spend)).isEqualTo(Counter.NONE);
  }

  /** Of ten credits a day a run has reserved eight. */
  @Test
  void handsOverToAChildWhatItsRunReservedInCredits() {
    LimitRule spend =
        Rules.customer("spend").max(10_000_000, LimitUnit.CREDITS, WindowKind.DAY).rule();
    HoldId run = wallet.hold(Ask.tokens(8_000).limited(spend)).id();
    Ask five = Ask.tokens(5_000).limited(spend);
    assertThat(code(wallet.refusalReason(five))).isEqualTo("limit_reached");

    AuthorizeOutcome.Held child = wallet.hold(five.within(run));

    assertThat(child.limits().getFirst().counter()).isEqualTo(new Counter(0, 8_000_000));
    assertThat(counter(spend)).isEqualTo(new Counter(0, 8_000_000));
    assertThat(code(wallet.refusalReason(Ask.tokens(6_000).limited(spend).within(run))))
        .isEqualTo("limit_reached");
    assertThat(wallet.hold(five.within(run)).limits().getFirst().remaining()).isZero();
  }

  @Test
  void handsOverNothingOfALimitInTokens() {
    LimitRule tokens =
        Rules.customer("tokens").max(10_000, LimitUnit.TOKENS, WindowKind.DAY).rule();
    HoldId run = wallet.hold(Ask.tokens(8_000).limited(tokens)).id();

    assertThat(code(wallet.refusalReason(Ask.tokens(3_000).limited(tokens).within(run))))
        .isEqualTo("limit_reached");
    assertThat(wallet.hold(Ask.tokens(2_000).limited(tokens).within(run)).limits().getFirst())
        .extracting(LimitState::remaining)
        .isEqualTo(0L);
  }

  /** The run goes to another provider, and has reserved nothing of this one's limit. */
  @Test
  void handsOverNothingOfALimitThatIsNotAboutTheRun() {
    LimitRule claude =
        Rules.customer("claude")
            .on("anthropic")
            .max(10_000_000, LimitUnit.CREDITS, WindowKind.DAY)
            .rule();
    Ask six = Ask.tokens(2_000).of(Offer.of(CLAUDE)).limited(claude);
    wallet.hold(six);
    HoldId run = wallet.hold(Ask.tokens(8_000).limited(claude)).id();

    assertThat(code(wallet.refusalReason(six.within(run)))).isEqualTo("limit_reached");
  }

  /** One candidate would draw 2 credits on the run, the other one 6. */
  @Test
  void storesTheCountersAsTheRouteThatWasTakenSawThem() {
    LimitRule spend =
        Rules.customer("spend").max(10_000_000, LimitUnit.CREDITS, WindowKind.DAY).rule();
    HoldId run = wallet.hold(Ask.tokens(8_000).limited(spend)).id();

    wallet.hold(Ask.tokens(2_000).of(Offer.of(MINI), Offer.of(CLAUDE)).limited(spend).within(run));

    assertThat(wallet.decisions().getLast().counters().values())
        .containsExactly(new Counter(0, 6_000_000));
  }

  @Test
  void countsOnceWhatTheMatrixCountsToo() {
    LimitRule day = ofTheMatrix("day").calls(5, WindowKind.DAY).rule();
    LimitRule week = ofTheMatrix("week").calls(5, WindowKind.WEEK).rule();
    LimitRule month = ofTheMatrix("month").calls(5, WindowKind.MONTH).rule();

    HoldId hold = wallet.hold(Ask.tokens(1).limited(day, week, month)).id();

    assertThat(wallet.hold(hold).counted())
        .extracting(CounterKey::kind)
        .containsExactly(WindowKind.WEEK);
    assertThat(wallet.counter(hold, "openai", 0)).isEqualTo(new Counter(0, 1));
    assertThat(wallet.counter(hold, "openai", 1)).isEqualTo(new Counter(0, 1));
    assertThat(counter(week)).isEqualTo(new Counter(0, 1));
  }

  private static Rules ofTheMatrix(String slug) {
    return Rules.user(slug).in("diary_analysis").on("openai");
  }

  @Test
  void countsByItselfWhatOnlyResemblesACountOfTheMatrix() {
    LimitRule feature = Rules.user("feature").in("diary_analysis").calls(1, WindowKind.DAY).rule();
    LimitRule model =
        Rules.user("model")
            .in("diary_analysis")
            .on("openai/gpt-4o-mini")
            .calls(1, WindowKind.DAY)
            .rule();
    wallet.hold(Ask.tokens(1).limited(feature));
    assertThat(code(wallet.refusalReason(Ask.tokens(1).limited(feature))))
        .isEqualTo("limit_reached");

    wallet.hold(Ask.tokens(1).by("bia").limited(model));
    assertThat(code(wallet.refusalReason(Ask.tokens(1).by("bia").limited(model))))
        .isEqualTo("limit_reached");
  }

  @Test
  void countsInNoRateOfAProviderThatCannotServe() {
    LimitRule openai = Rules.customer("openai").on("openai").calls(5, WindowKind.RATE).rule();
    LimitRule xai = Rules.customer("xai").on("xai").calls(5, WindowKind.RATE).rule();

    assertThat(wallet.hold(Ask.tokens(1).limited(openai, xai)).hold().counted())
        .extracting(CounterKey::target)
        .containsExactly("openai");
  }

  @Test
  void storesTheBillingCycleWhereALimitCountsInIt() {
    wallet.hold(Ask.tokens(1).limited(Rules.user("week").calls(5, WindowKind.WEEK).rule()));
    assertThat(wallet.decisions().getLast().cycle()).isEmpty();

    wallet.hold(Ask.tokens(1).limited(Rules.user("cycle").calls(5, WindowKind.CYCLE).rule()));

    Explanation why = Explanation.of(wallet.decisions().getLast());
    assertThat(why.candidates().getFirst().limits().getFirst().resetsAt())
        .contains(Sample.DECEMBER);
  }

  @Test
  void tellsWhenEachOfItsFullLimitsLetsItThrough() {
    Ask ask =
        Ask.tokens(1)
            .of(Offer.of(MINI).daily(1))
            .limited(
                Rules.user("rpm").calls(1, WindowKind.RATE).rule(),
                Rules.user("open").calls(1, WindowKind.OPEN).rule());
    wallet.hold(ask);
    Authorize again = ask.command(Sample.plan("free", 1_000));

    assertThat(again.freeingTimes(wallet.snapshot(again), wallet.now()))
        .containsExactlyInAnyOrder(
            Instant.parse("2026-11-10T15:01:00Z"), Instant.parse("2026-11-11T03:00:00Z"));
  }

  @Test
  void explainsWhatRefused() {
    LimitRule two = Rules.customer("spend").max(1, LimitUnit.CREDITS, WindowKind.CYCLE).rule();
    wallet.refusal(Ask.tokens(1).limited(two));

    Explanation why = Explanation.of(wallet.decisions().getLast());

    assertThat(why.candidates().getFirst().verdict()).isEqualTo(Explanation.Verdict.LIMIT_REACHED);
    assertThat(why.candidates().getFirst().limits().getFirst().limit().name()).isEqualTo("spend");
  }

  private LimitReached limitReached(Ask ask) {
    return (LimitReached) wallet.refusalReason(ask);
  }

  private LimitState reached(Ask ask) {
    return ((LimitReached) wallet.refusalReason(ask)).state();
  }

  private static String code(Refusal refusal) {
    return RefusalCode.of(refusal);
  }

  private Counter counter(String name, Ask ask) {
    return counter(
        ask.rules().stream().filter(rule -> rule.slug().equals(name)).findFirst().orElseThrow());
  }

  private Counter counter(LimitRule rule) {
    CounterKey key =
        wallet.holds().getFirst().counted().stream()
            .filter(each -> each.unit() == rule.unit() && each.kind() == rule.window())
            .filter(
                each ->
                    each.target()
                        .equals(rule.model().map(Object::toString).or(rule::provider).orElse("")))
            .findFirst()
            .orElseThrow();
    return wallet.counters().getOrDefault(key, Counter.NONE);
  }
}

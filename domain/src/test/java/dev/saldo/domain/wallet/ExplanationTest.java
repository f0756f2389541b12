package dev.saldo.domain.wallet;

import static dev.saldo.domain.wallet.Explanation.Verdict.LIMIT_REACHED;
import static dev.saldo.domain.wallet.Explanation.Verdict.NOT_TRIED;
import static dev.saldo.domain.wallet.Explanation.Verdict.PRICE_MISSING;
import static dev.saldo.domain.wallet.Explanation.Verdict.TAKEN;
import static dev.saldo.domain.wallet.Explanation.Verdict.WALLET_REFUSED;
import static dev.saldo.domain.wallet.Sample.CLAUDE;
import static dev.saldo.domain.wallet.Sample.GROK;
import static dev.saldo.domain.wallet.Sample.MINI;
import static dev.saldo.domain.wallet.Sample.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.domain.limit.Counter;
import dev.saldo.domain.limit.LimitRule;
import dev.saldo.domain.limit.LimitUnit;
import dev.saldo.domain.limit.Rules;
import dev.saldo.domain.limit.WindowKind;
import dev.saldo.domain.matrix.Resolution;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.wallet.Explanation.Tried;
import dev.saldo.domain.wallet.Explanation.Verdict;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ExplanationTest {
  private static final Ask THREE =
      Ask.tokens(1)
          .of(Offer.of(GROK).withoutPrice(), Offer.of(MINI).daily(1), Offer.of(CLAUDE).daily(1));

  private final WalletUnderTest wallet = WalletUnderTest.onPlan(plan("free", 100));

  @Test
  void saysWhatBecameOfEachCandidate() {
    wallet.hold(THREE);
    assertThat(verdicts()).containsExactly(PRICE_MISSING, TAKEN, NOT_TRIED);
    wallet.hold(THREE);
    assertThat(verdicts()).containsExactly(PRICE_MISSING, LIMIT_REACHED, TAKEN);
    wallet.ask(THREE);
    assertThat(verdicts()).containsExactly(PRICE_MISSING, LIMIT_REACHED, LIMIT_REACHED);
  }

  @Test
  void showsTheLimitsBeforeTheCall() {
    wallet.hold(THREE);

    List<Tried> tried = last().candidates();
    assertThat(tried.get(1).limits())
        .singleElement()
        .satisfies(state -> assertThat(state.counter()).isEqualTo(Counter.NONE));
    assertThat(tried.get(2).limits()).isEmpty();
  }

  @Test
  void saysThatTheWalletRefused() {
    wallet.ask(Ask.credits("101").of(Offer.of(CLAUDE), Offer.of(MINI)));
    assertThat(verdicts()).containsExactly(WALLET_REFUSED, NOT_TRIED);
    wallet.freeze();
    wallet.ask(Ask.tokens(1).of(Offer.of(GROK).daily(0), Offer.of(MINI)));
    assertThat(verdicts()).containsExactly(LIMIT_REACHED, WALLET_REFUSED);
  }

  @Test
  void triesNothingWhenTheCustomerOrTheTenantIsSuspended() {
    wallet.suspendCustomer();
    wallet.ask(THREE);
    assertThat(verdicts()).containsOnly(NOT_TRIED);
    wallet.suspendTenant();
    wallet.ask(THREE);
    assertThat(verdicts()).containsOnly(NOT_TRIED);
  }

  @Test
  void hasNoCandidatesWhenTheMatrixHasNone() {
    wallet.ask(Ask.tokens(1).unresolved(Resolution.Reason.FEATURE_NOT_IN_PLAN));

    assertThat(last().candidates()).isEmpty();
  }

  @Test
  void namesTheLimitThatRefusedAmongAllThatAreFull() {
    LimitRule day = Rules.user("day").calls(0, WindowKind.DAY).rule();
    LimitRule week = Rules.customer("week").calls(0, WindowKind.WEEK).rule();
    LimitRule rate = Rules.customer("rate").max(1_000, LimitUnit.TOKENS, WindowKind.RATE).rule();

    wallet.ask(Ask.tokens(1).limited(day, week, rate));
    assertThat(last().refusingLimit()).map(state -> state.limit().name()).contains("week");
    wallet.ask(Ask.tokens(1_001).limited(day, week, rate));
    assertThat(last().refusingLimit()).map(state -> state.limit().name()).contains("rate");
    assertThat(last().candidates().getFirst().demand().tokens()).isEqualTo(1_001);
    assertThat(last().candidates().getFirst().refusedBy()).isEqualTo(last().refusingLimit());
    wallet.ask(Ask.credits("101"));
    assertThat(last().refusingLimit()).isEmpty();
  }

  @Test
  void leadsToTheOutcomeOfEveryKindOfDecision() {
    wallet.hold(THREE);
    assertLeadsTo("held");
    wallet.hold(THREE);
    wallet.ask(THREE);
    assertLeadsTo("daily_limit");
    wallet.ask(Ask.tokens(1).of(Offer.of(GROK).withoutPrice()));
    assertLeadsTo("price_missing");
    wallet.ask(Ask.tokens(1).of(Offer.of(MINI).atALoss()));
    assertLeadsTo("margin_below_floor");
    wallet.ask(Ask.credits("101"));
    assertLeadsTo("insufficient_credits");
    wallet.ask(Ask.credits("101").of(Offer.of(MINI).daily(0).enforced(Enforcement.OBSERVE)));
    assertLeadsTo("held");
    wallet.ask(Ask.tokens(1).unresolved(Resolution.Reason.FEATURE_NOT_IN_PLAN));
    assertLeadsTo("feature_not_in_plan");
    wallet.freeze();
    wallet.ask(Ask.tokens(1));
    assertLeadsTo("wallet_frozen");
    wallet.suspendCustomer();
    wallet.ask(Ask.tokens(1));
    assertLeadsTo("customer_suspended");
  }

  @Test
  void tellsAnOutcomeThatTheStoredInputsDoNotLeadTo() {
    wallet.hold(THREE);
    DecisionRecord held = wallet.decisions().getLast();

    assertThat(leads(held, "held", OptionalInt.of(2))).as("the other model").isFalse();
    assertThat(leads(held, "held", OptionalInt.of(0))).as("one without a price").isFalse();
    assertThat(leads(held, "daily_limit", OptionalInt.empty())).isFalse();
    assertThat(leads(held, "feature_not_in_plan", OptionalInt.empty())).isFalse();
    wallet.hold(THREE);
    wallet.ask(THREE);
    DecisionRecord refused = wallet.decisions().getLast();
    assertThat(leads(refused, "daily_limit", OptionalInt.empty())).isTrue();
    assertThat(leads(refused, "monthly_limit", OptionalInt.empty())).isFalse();
    assertThat(leads(refused, "insufficient_credits", OptionalInt.empty())).isFalse();
    assertThat(leads(refused, "held", OptionalInt.of(1))).isFalse();
  }

  @Test
  void tellsThatNothingIsTakenWhereNothingIsLookedAt() {
    wallet.suspendCustomer();
    wallet.ask(THREE);

    assertThat(leads(wallet.decisions().getLast(), "customer_suspended", OptionalInt.of(1)))
        .isFalse();
  }

  private void assertLeadsTo(String outcome) {
    assertThat(last().decision().outcome()).isEqualTo(outcome);
    assertThat(last().leadsToOutcome()).isTrue();
  }

  /** Whether the inputs of a decision lead to another outcome. */
  private static boolean leads(DecisionRecord of, String outcome, OptionalInt taken) {
    return Explanation.of(
            new DecisionRecord(
                of.number(),
                of.at(),
                outcome,
                of.call(),
                of.estimate(),
                of.allowFallback(),
                of.catalogVersion(),
                of.plan(),
                of.planVersion(),
                of.enforcement(),
                of.routes(),
                of.limits(),
                of.cycle(),
                of.carried(),
                of.counters(),
                of.observed(),
                taken,
                of.standing()))
        .leadsToOutcome();
  }

  private List<Verdict> verdicts() {
    return last().candidates().stream().map(Tried::verdict).toList();
  }

  private Explanation last() {
    return Explanation.of(wallet.decisions().getLast());
  }
}

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
import dev.saldo.domain.matrix.Resolution;
import dev.saldo.domain.wallet.Explanation.Tried;
import dev.saldo.domain.wallet.Explanation.Verdict;
import java.util.List;
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

  private List<Verdict> verdicts() {
    return last().candidates().stream().map(Tried::verdict).toList();
  }

  private Explanation last() {
    return Explanation.of(wallet.decisions().getLast());
  }
}

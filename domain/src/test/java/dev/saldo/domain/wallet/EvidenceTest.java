package dev.saldo.domain.wallet;

import static dev.saldo.domain.wallet.Sample.credits;
import static dev.saldo.domain.wallet.Sample.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.domain.Credits;
import dev.saldo.domain.limit.Counter;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.domain.wallet.SettleOutcome.Settled;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Settlements of calls that failed, or of which little is known. */
class EvidenceTest {
  private final WalletUnderTest wallet = WalletUnderTest.onPlan(plan("free", 100));

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
}

package dev.saldo.domain.wallet;

import static dev.saldo.domain.wallet.Sample.NOON;
import static dev.saldo.domain.wallet.Sample.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.domain.Credits;
import dev.saldo.domain.limit.Counter;
import dev.saldo.domain.plan.OverrunPolicy;
import dev.saldo.domain.wallet.ReleaseOutcome.Released;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReleaseTest {
  private final WalletUnderTest wallet = WalletUnderTest.onPlan(plan("free", 100));

  @Test
  void returnsEverything() {
    HoldId hold = wallet.hold(Ask.tokens(10_000)).id();

    Released released = (Released) wallet.release(hold);

    assertThat(released.id()).isEqualTo(hold);
    assertThat(released.at()).isEqualTo(NOON);
    assertThat(released.returned()).isEqualTo(Credits.of(10));
    assertThat(released.standing().available()).isEqualTo(Credits.of(100));
    assertThat(wallet.hold(hold).state()).isEqualTo(Hold.State.RELEASED);
    assertThat(wallet.held()).isEqualTo(Credits.ZERO);
    assertThat(wallet.counter(hold, "openai", 0)).isEqualTo(Counter.NONE);
    assertThat(wallet.counter(hold, "openai", 1)).isEqualTo(Counter.NONE);
    assertThat(wallet.usage()).isEmpty();
  }

  @Test
  void keepsTheReasonInTheLedger() {
    wallet.release(wallet.hold(Ask.tokens(10_000)).id());
    assertThat(wallet.entries().getLast().reason()).contains("not needed");
    assertThat(wallet.entries().getLast().actor()).isEqualTo("key_1");
  }

  @Test
  void answersAgainWithTheFirstAnswerAlsoAfterExpiry() {
    HoldId hold = wallet.hold(Ask.tokens(10_000)).id();
    ReleaseOutcome first = wallet.release(hold);
    Decision<ReleaseOutcome> same = new Decision.Replayed<>(first);

    assertThat(wallet.submit(wallet.releasing(hold))).isEqualTo(same);
    assertThat(wallet.after(Duration.ofDays(3)).submit(wallet.releasing(hold))).isEqualTo(same);
  }

  @Test
  void refusesWhatIsSettled() {
    HoldId hold = wallet.hold(Ask.tokens(10_000)).id();
    wallet.settle(hold, 1000);

    assertThat(wallet.release(hold)).isEqualTo(new SettleOutcome.AlreadySettled());
    assertThat(wallet.available()).isEqualTo(Credits.of(99));
  }

  @Test
  void refusesAtExpirySweptOrNot() {
    HoldId hold = wallet.hold(Ask.tokens(10_000)).id();
    wallet.afterMinutes(15);

    assertThat(wallet.release(hold)).isEqualTo(new ReleaseOutcome.AlreadyExpired());
    assertThat(wallet.hold(hold).state()).isEqualTo(Hold.State.EXPIRED);
    assertThat(wallet.release(hold)).isEqualTo(new ReleaseOutcome.AlreadyExpired());
    assertThat(wallet.available()).isEqualTo(Credits.of(100));
  }

  @Test
  void releasesAMomentBeforeExpiry() {
    HoldId hold = wallet.hold(Ask.tokens(10_000)).id();
    wallet.after(Duration.ofMinutes(15).minusNanos(1000));

    assertThat(wallet.release(hold)).isInstanceOf(Released.class);
  }

  @Test
  void sendsCreditsOfALapsedGrantToBreakage() {
    wallet.grant(Gift.purchase("20").until("2026-11-10T15:05:00Z"));
    HoldId hold = wallet.hold(Ask.tokens(25_000)).id();

    Released released = (Released) wallet.at("2026-11-10T15:05:00Z").release(hold);

    assertThat(released.returned()).isEqualTo(Credits.of(5));
    assertThat(wallet.balances().expired()).isEqualTo(Credits.of(20));
    assertThat(wallet.available()).isEqualTo(Credits.of(100));
  }

  @Test
  void freesDebtThatWasReserved() {
    WalletUnderTest indebted = WalletUnderTest.onPlan(plan("free", 10, OverrunPolicy.CHARGE, 20));
    HoldId hold = indebted.hold(Ask.tokens(30_000)).id();
    assertThat(indebted.wallet().room()).isEqualTo(Credits.ZERO);

    indebted.release(hold);

    assertThat(indebted.wallet().room()).isEqualTo(Credits.of(20));
    assertThat(indebted.debt()).isEqualTo(Credits.ZERO);
  }

  @Test
  void repaysDebtFromWhatItReturns() {
    HoldId first = wallet.hold(Ask.tokens(60_000)).id();
    wallet.settle(wallet.hold(Ask.tokens(40_000)).id(), 55_000);
    assertThat(wallet.debt()).isEqualTo(Credits.of(15));

    Released released = (Released) wallet.release(first);

    assertThat(released.returned()).isEqualTo(Credits.of(60));
    assertThat(released.standing().available()).isEqualTo(Credits.of(45));
    assertThat(released.standing().debt()).isEqualTo(Credits.ZERO);
  }
}

package dev.saldo.domain.wallet;

import static dev.saldo.domain.wallet.Sample.DECEMBER;
import static dev.saldo.domain.wallet.Sample.plan;
import static dev.saldo.domain.wallet.Sample.time;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.domain.Credits;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Reads: the state that time has made, without posting it. */
class UpToDateTest {
  private final WalletUnderTest wallet = WalletUnderTest.onPlan(plan("free", 100));

  @Test
  void showsWhatIsDueWithoutPostingIt() {
    wallet.hold(Ask.credits("30"));
    wallet.at(DECEMBER);

    UpToDate seen = wallet.look();

    assertThat(seen.standing().available()).isEqualTo(Credits.of(100));
    assertThat(seen.standing().held()).isEqualTo(Credits.ZERO);
    assertThat(seen.wallet().cycle().start()).isEqualTo(DECEMBER);
    assertThat(seen.grants()).singleElement().matches(grant -> grant.createdAt().equals(DECEMBER));
    assertThat(seen.holds()).singleElement().extracting(Hold::state).isEqualTo(Hold.State.EXPIRED);
    assertThat(wallet.entries()).hasSize(2);
  }

  @Test
  void showsWhatACommandWouldSee() {
    wallet.grant(Gift.purchase("20").until("2026-11-20T00:00:00Z"));
    wallet.grant(Gift.purchase("5").from(time("2026-11-15T00:00:00Z")));
    wallet.hold(Ask.credits("30").lasting(Duration.ofHours(24)));
    for (int day = 0; day < 40; day++) {
      wallet.after(Duration.ofDays(1));
      UpToDate seen = wallet.look();
      wallet.sweep();
      assertThat(seen.wallet().balances()).isEqualTo(wallet.balances());
      assertThat(seen.standing()).isEqualTo(wallet.look().standing());
    }
  }

  @Test
  void tellsWhatLapsesNext() {
    wallet.grant(Gift.purchase("5").until("2026-11-20T00:00:00Z"));
    wallet.grant(Gift.promo("7").until("2026-11-20T00:00:00Z"));
    wallet.grant(Gift.purchase("9"));
    Standing.Expiring next = new Standing.Expiring(Credits.of(12), time("2026-11-20T00:00:00Z"));
    assertThat(wallet.look().standing().expiringNext()).contains(next);

    wallet.hold(Ask.credits("12"));
    assertThat(wallet.look().standing().expiringNext())
        .contains(new Standing.Expiring(Credits.of(100), DECEMBER));
  }

  @Test
  void tellsThatNothingLapses() {
    WalletUnderTest bought = WalletUnderTest.empty();
    bought.grant(Gift.purchase("9"));

    assertThat(bought.look().standing().expiringNext()).isEmpty();
  }

  @Test
  void tellsHowMuchOfTheCycleIsUsed() {
    assertThat(wallet.look().cycleUsed()).isEqualTo(Credits.ZERO);
    wallet.settle(wallet.hold(Ask.credits("30")).id(), 20_000);
    wallet.hold(Ask.credits("5"));
    assertThat(wallet.look().cycleUsed()).isEqualTo(Credits.of(20));
    assertThat(wallet.at(DECEMBER).look().cycleUsed()).isEqualTo(Credits.ZERO);
  }

  @Test
  void leavesBoughtCreditsOutOfTheCyclesUse() {
    wallet.grant(Gift.purchase("20"));
    wallet.settle(wallet.hold(Ask.credits("30")).id(), 30_000);

    assertThat(wallet.look().cycleUsed()).isEqualTo(Credits.of(30));
  }

  @Test
  void leavesCreditsOfAnEarlierCycleOutOfTheCyclesUse() {
    wallet.at("2026-12-01T02:59:00Z").hold(Ask.credits("30"));
    wallet.at(DECEMBER).settle(wallet.hold(Ask.credits("20")).id(), 20_000);

    assertThat(wallet.held()).isEqualTo(Credits.of(30));
    assertThat(wallet.look().cycleUsed()).isEqualTo(Credits.of(20));
  }
}

package dev.saldo.domain.wallet;

import static dev.saldo.domain.wallet.Sample.DECEMBER;
import static dev.saldo.domain.wallet.Sample.credits;
import static dev.saldo.domain.wallet.Sample.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.domain.Credits;
import dev.saldo.domain.plan.Rollover;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a plan carries into the next cycle, in São Paulo. */
class RollingOverTest {
  private static final Instant JANUARY = Instant.parse("2027-01-01T03:00:00Z");
  private static final Rollover ONE_CYCLE = Rollover.forCycles(Credits.of(30), 1);

  private final WalletUnderTest wallet = rolling(ONE_CYCLE);

  private static WalletUnderTest rolling(Rollover rollover) {
    return WalletUnderTest.onPlan(Sample.rolling(plan("saver", 100), rollover));
  }

  @Test
  void carriesWhatIsLeftUpToTheCap() {
    wallet.settle(wallet.hold(Ask.credits("20")).id(), 20_000);
    int before = wallet.entries().size();
    wallet.at(DECEMBER).sweep();

    assertThat(wallet.movementsSince(before))
        .containsExactly(
            "rollover: available → voided 30",
            "grant: issued → available 30",
            "expiry: available → expired 50",
            "grant: issued → available 100");
    assertThat(wallet.available()).isEqualTo(Credits.of(130));
    assertThat(wallet.entries()).allMatch(entry -> !entry.at().isAfter(DECEMBER));
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0, 600", "120, 0, 120, 720", "450, 0, 200, 800", "450, 300, 150, 750"})
  void carriesTheSmallerOfTheCapAndWhatIsAvailable(
      long left, long held, String carried, String available) {
    WalletUnderTest yearly =
        WalletUnderTest.onPlan(
            Sample.rolling(plan("yearly", 600), Rollover.forCycles(Credits.of(200), 1)));
    long used = 600 - left;
    yearly.settle(yearly.hold(Ask.credits(Long.toString(used))).id(), used * 1_000);
    yearly.at(DECEMBER.minusSeconds(60)).hold(Ask.credits(Long.toString(held)));
    yearly.at(DECEMBER).sweep();

    assertThat(yearly.available()).isEqualTo(credits(available));
    assertThat(yearly.balances().voided()).isEqualTo(credits(carried));
  }

  @Test
  void carriesAllThatIsLeftBelowTheCap() {
    wallet.settle(wallet.hold(Ask.credits("88")).id(), 88_000);
    wallet.at(DECEMBER).sweep();

    Grant rolled = rolledOver().getFirst();
    assertThat(rolled.amount()).isEqualTo(Credits.of(12));
    assertThat(rolled.source()).isEqualTo(GrantSource.ROLLOVER);
    assertThat(rolled.createdAt()).isEqualTo(DECEMBER);
    assertThat(rolled.expiresAt()).contains(JANUARY);
    assertThat(wallet.balances().expired()).isEqualTo(Credits.ZERO);
    assertThat(wallet.balances().voided()).isEqualTo(Credits.of(12));
  }

  @Test
  void carriesNothingWhenNothingIsLeft() {
    wallet.settle(wallet.hold(Ask.credits("100")).id(), 100_000);
    wallet.at(DECEMBER).sweep();

    assertThat(rolledOver()).isEmpty();
    assertThat(wallet.available()).isEqualTo(Credits.of(100));
  }

  @Test
  void neverCarriesWhatWasCarriedOnceMore() {
    WalletUnderTest longer = rolling(Rollover.forCycles(Credits.of(30), 2));
    longer.at(JANUARY).sweep();

    assertThat(longer.available()).isEqualTo(Credits.of(160));
    longer.at("2027-02-01T03:00:00Z").sweep();
    assertThat(longer.available()).isEqualTo(Credits.of(160));
    assertThat(longer.balances().voided()).isEqualTo(Credits.of(90));
    assertThat(longer.balances().expired()).isEqualTo(Credits.of(3 * 70 + 30));
  }

  @Test
  void usesWhatLapsesFirst() {
    wallet.at(DECEMBER).sweep();
    AuthorizeOutcome.Held held = wallet.hold(Ask.credits("40"));

    assertThat(held.hold().lines())
        .extracting(Hold.Line::source)
        .containsExactly(GrantSource.ROLLOVER, GrantSource.PLAN);
  }

  @Test
  void lapsesAfterItsDays() {
    WalletUnderTest days = rolling(Rollover.forDays(Credits.of(30), 10));
    days.at("2026-12-11T02:59:59Z").sweep();
    assertThat(days.available()).isEqualTo(Credits.of(130));
    days.at("2026-12-11T03:00:00Z").sweep();
    assertThat(days.available()).isEqualTo(Credits.of(100));
  }

  @Test
  void leavesWhatIsHeldWithItsHold() {
    wallet.at("2026-12-01T02:00:00Z");
    HoldId hold = wallet.hold(Ask.credits("90").lasting(Duration.ofHours(2))).id();
    wallet.at(DECEMBER).sweep();
    assertThat(rolledOver().getFirst().amount()).isEqualTo(Credits.of(10));

    int before = wallet.entries().size();
    wallet.release(hold);
    assertThat(wallet.movementsSince(before)).containsExactly("expiry: held → expired 90");
  }

  @Test
  void carriesWhatAHoldGivesBackBeforeTheCycleEnds() {
    wallet.at(DECEMBER.minus(Duration.ofMinutes(15)));
    wallet.hold(Ask.credits("90").lasting(Duration.ofMinutes(14)));
    wallet.at(DECEMBER).sweep();
    assertThat(rolledOver().getFirst().amount()).isEqualTo(Credits.of(30));
  }

  @Test
  void carriesNothingOfAHoldThatExpiresWhenTheCycleEnds() {
    WalletUnderTest larger =
        WalletUnderTest.onPlan(
            Sample.rolling(plan("larger", 120), Rollover.forCycles(Credits.of(100), 1)));
    larger.at(DECEMBER.minus(Duration.ofMinutes(15)));
    larger.hold(Ask.credits("90").lasting(Duration.ofMinutes(15)));
    int before = larger.entries().size();
    larger.at(DECEMBER).sweep();

    assertThat(larger.movementsSince(before))
        .containsExactly(
            "expiry: held → expired 90",
            "rollover: available → voided 30",
            "grant: issued → available 30",
            "grant: issued → available 120");
    assertThat(larger.available()).isEqualTo(Credits.of(150));
  }

  @Test
  void carriesOnlyWhatThePlanGave() {
    wallet.grant(Gift.purchase("500").until(DECEMBER.toString()));
    wallet.grant(Gift.promo("500"));
    wallet.settle(wallet.hold(Ask.credits("600")).id(), 600_000);
    assertThat(wallet.available()).isEqualTo(Credits.of(500));
    wallet.at(DECEMBER).sweep();

    assertThat(rolledOver()).isEmpty();
  }

  @Test
  void carriesWhatAPlanChangeGaveToo() {
    Rollover half = Rollover.forCycles(Credits.of(500), 1);
    wallet.at("2026-11-16T03:00:00Z").changePlan(Sample.rolling(plan("large", 900), half));
    wallet.at(DECEMBER).sweep();

    assertThat(rolledOver().getFirst().amount()).isEqualTo(Credits.of(500));
    assertThat(wallet.available()).isEqualTo(Credits.of(1_400));
  }

  @Test
  void saysInAdvanceWhatWillBeAvailable() {
    assertThat(wallet.at(DECEMBER).look().standing().available()).isEqualTo(Credits.of(130));
    assertThat(wallet.look().cycleUsed()).isEqualTo(Credits.ZERO);
    assertThat(wallet.entries()).hasSize(1);
  }

  @Test
  void doesNotDependOnWhenItRuns() {
    WalletUnderTest often = rolling(ONE_CYCLE);
    for (WalletUnderTest each : List.of(wallet, often)) {
      each.grant(Gift.purchase("20"));
      each.settle(each.hold(Ask.credits("33.5")).id(), 33_500);
      each.changeZone("Pacific/Kiritimati");
    }
    for (int hour = 0; hour < 24 * 100; hour += 5) {
      often.after(Duration.ofHours(5)).sweep();
    }
    wallet.at(often.now()).sweep();

    assertThat(wallet.movements()).isEqualTo(often.movements());
    assertThat(wallet.entries())
        .extracting(Entry::at)
        .isEqualTo(often.entries().stream().map(Entry::at).toList());
    assertThat(wallet.balances()).isEqualTo(often.balances());
    assertThat(wallet.sweep()).isEqualTo(new ExpireOutcome.UpToDate(0));
  }

  @Test
  void issuesNoMoreThanAWalletCanHave() {
    Credits all = Credits.MAX.minus(wallet.balances().issued()).minus(credits("4"));
    wallet.grant(Gift.purchase(all.toString()));
    wallet.at(DECEMBER).sweep();

    assertThat(rolledOver().getFirst().amount()).isEqualTo(credits("4"));
    assertThat(wallet.balances().issued()).isEqualTo(Credits.MAX);
  }

  private List<Grant> rolledOver() {
    return wallet.grants().stream()
        .filter(grant -> grant.source() == GrantSource.ROLLOVER)
        .toList();
  }
}

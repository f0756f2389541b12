package dev.saldo.domain.wallet;

import static dev.saldo.domain.wallet.Sample.DECEMBER;
import static dev.saldo.domain.wallet.Sample.MINI;
import static dev.saldo.domain.wallet.Sample.NOON;
import static dev.saldo.domain.wallet.Sample.plan;
import static dev.saldo.domain.wallet.Sample.time;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.domain.Credits;
import dev.saldo.domain.limit.Counter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What time does by itself. */
class OverdueTest {
  private static final String EXPIRY = "2026-11-10T15:05:00Z";

  private final WalletUnderTest wallet = WalletUnderTest.onPlan(plan("free", 100));

  @Test
  void letsAGrantLapseAtItsTime() {
    wallet.grant(Gift.purchase("20").until(EXPIRY));
    wallet.at(time(EXPIRY).minusNanos(1000)).sweep();
    assertThat(wallet.available()).isEqualTo(Credits.of(120));

    wallet.at(EXPIRY);

    assertThat(wallet.sweep()).isEqualTo(new ExpireOutcome.UpToDate(1));
    assertThat(wallet.available()).isEqualTo(Credits.of(100));
    assertThat(wallet.balances().expired()).isEqualTo(Credits.of(20));
    assertThat(wallet.entries().getLast().at()).isEqualTo(time(EXPIRY));
    assertThat(wallet.entries().getLast().actor()).isEqualTo("system");
  }

  @Test
  void letsACallUseAGrantUntilItLapses() {
    wallet.grant(Gift.purchase("20").until(EXPIRY));
    assertThat(wallet.refusal(Ask.credits("121")).standing().available())
        .isEqualTo(Credits.of(120));
    assertThat(wallet.at(EXPIRY).refusal(Ask.credits("101")).standing().available())
        .isEqualTo(Credits.of(100));
  }

  @Test
  void neverTouchesHeldCredits() {
    wallet.grant(Gift.purchase("20").until(EXPIRY));
    HoldId hold = wallet.hold(Ask.credits("15")).id();
    wallet.at(EXPIRY).sweep();

    assertThat(wallet.balances().expired()).isEqualTo(Credits.of(5));
    assertThat(wallet.held()).isEqualTo(Credits.of(15));
    assertThat(wallet.settle(hold, 15_000).charged()).isEqualTo(Credits.of(15));
    assertThat(wallet.balances().expired()).isEqualTo(Credits.of(5));
  }

  @Test
  void hasAnEffectWhenSomethingWasDue() {
    wallet.grant(Gift.purchase("20").until(EXPIRY));
    ExpireDue sweep = new ExpireDue(Sample.TENANT, Sample.WALLET);

    assertThat(wallet.submit(sweep))
        .isInstanceOfSatisfying(
            Decision.Decided.class, decided -> assertThat(decided.effect()).isFalse());
    assertThat(wallet.at(EXPIRY).submit(sweep))
        .isInstanceOfSatisfying(
            Decision.Decided.class, decided -> assertThat(decided.effect()).isTrue());
  }

  @Test
  void isNotDueAgainForAGrantThatHasLapsedWhileHeld() {
    wallet.grant(Gift.purchase("20").until(EXPIRY));
    wallet.hold(Ask.credits("15"));
    wallet.at(EXPIRY).sweep();

    assertThat(wallet.wallet().nextDue()).isEqualTo(NOON.plus(Duration.ofMinutes(15)));
  }

  @Test
  void sendsAnExpiredHoldOfALapsedGrantToBreakage() {
    wallet.grant(Gift.purchase("20").until(EXPIRY));
    wallet.hold(Ask.credits("25"));
    int before = wallet.entries().size();
    wallet.afterMinutes(15).sweep();

    assertThat(wallet.movementsSince(before))
        .containsExactly("expiry: held → expired 20", "return: held → available 5");
  }

  @Test
  void endsHoldAndGrantThatAreDueTogether() {
    wallet.grant(Gift.purchase("20").until(NOON.plus(Duration.ofMinutes(15))));
    wallet.hold(Ask.credits("15"));
    int before = wallet.entries().size();
    wallet.afterMinutes(15).sweep();

    assertThat(wallet.movementsSince(before))
        .containsExactlyInAnyOrder("expiry: held → expired 15", "expiry: available → expired 5");
  }

  @Test
  void letsAGrantLapseToWhichAHoldReturnedCredits() {
    wallet.grant(Gift.purchase("20").until("2026-11-10T15:20:00Z"));
    wallet.hold(Ask.credits("20"));
    int before = wallet.entries().size();
    wallet.at("2026-11-10T16:00:00Z").sweep();

    assertThat(wallet.movementsSince(before))
        .containsExactly("return: held → available 20", "expiry: available → expired 20");
    assertThat(wallet.entries())
        .extracting(Entry::at)
        .endsWith(time("2026-11-10T15:15:00Z"), time("2026-11-10T15:20:00Z"));
  }

  @Test
  void freesTheReservationOfAnExpiredHoldForTheNextCall() {
    Ask once = Ask.tokens(1).of(Offer.of(MINI).daily(1));
    HoldId first = wallet.hold(once).id();
    assertThat(wallet.afterMinutes(14).ask(once)).isInstanceOf(AuthorizeOutcome.Refused.class);

    AuthorizeOutcome.Held second = wallet.afterMinutes(1).hold(once);

    assertThat(second.limits().getFirst().counter()).isEqualTo(new Counter(0, 1));
    assertThat(wallet.hold(first).state()).isEqualTo(Hold.State.EXPIRED);
    assertThat(wallet.decisions().getLast().counters()).containsValue(Counter.NONE);
  }

  @Test
  void expiresAHoldWithoutCredits() {
    HoldId hold = wallet.hold(Ask.credits("0")).id();

    assertThat(wallet.afterMinutes(15).sweep()).isEqualTo(new ExpireOutcome.UpToDate(0));
    assertThat(wallet.hold(hold).state()).isEqualTo(Hold.State.EXPIRED);
  }

  @Test
  void bringsAScheduledGrantAtItsTime() {
    Instant tomorrow = NOON.plus(Duration.ofDays(1));
    GrantOutcome.Granted granted =
        wallet.grant(Gift.purchase("40").from(tomorrow).until("2026-11-12T15:00:00Z"));
    assertThat(granted.grant().scheduled()).isTrue();
    assertThat(granted.grant().available()).isEqualTo(Credits.ZERO);
    assertThat(wallet.balances().issued()).isEqualTo(Credits.of(100));
    assertThat(wallet.at(tomorrow.minusNanos(1000)).refusalReason(Ask.credits("101")))
        .isInstanceOf(AuthorizeOutcome.InsufficientCredits.class);

    wallet.release(wallet.at(tomorrow).hold(Ask.credits("140")).id());
    wallet.at("2026-11-12T15:00:00Z").sweep();

    assertThat(wallet.available()).isEqualTo(Credits.of(100));
    assertThat(wallet.balances().expired()).isEqualTo(Credits.of(40));
    assertThat(wallet.grant(granted.grant().id()).isLive()).isFalse();
  }

  @Test
  void bringsAndLapsesAScheduledGrantThatNobodySaw() {
    wallet.grant(
        Gift.purchase("40").from(time("2026-11-11T00:00:00Z")).until("2026-11-12T00:00:00Z"));
    int before = wallet.entries().size();
    wallet.at("2026-11-13T00:00:00Z").sweep();

    assertThat(wallet.movementsSince(before))
        .containsExactly("grant: issued → available 40", "expiry: available → expired 40");
  }

  @Test
  void takesATimeInThePastForNow() {
    GrantOutcome.Granted granted = wallet.grant(Gift.purchase("1").from(NOON.minusSeconds(9)));

    assertThat(granted.grant().effectiveAt()).isEqualTo(NOON);
    assertThat(granted.grant().scheduled()).isFalse();
    assertThat(granted.repaid()).isEqualTo(Credits.ZERO);
    assertThat(wallet.available()).isEqualTo(Credits.of(101));
  }

  @Test
  void refusesAGrantThatLapsesBeforeItCanBeUsed() {
    GrantOutcome tooEarly = new GrantOutcome.ExpiresTooEarly();

    assertThat(wallet.outcome(Gift.purchase("1").until(NOON).command())).isEqualTo(tooEarly);
    assertThat(wallet.outcome(Gift.purchase("1").from(time(EXPIRY)).until(time(EXPIRY)).command()))
        .isEqualTo(tooEarly);
    assertThat(wallet.grants()).hasSize(1);
  }

  @Test
  void renewsTheAllowanceAtTheCustomersMidnight() {
    wallet.settle(wallet.hold(Ask.credits("30")).id(), 30_000);
    wallet.at(DECEMBER.minusNanos(1000)).sweep();
    assertThat(wallet.available()).isEqualTo(Credits.of(70));
    int before = wallet.entries().size();

    wallet.at(DECEMBER).sweep();

    assertThat(wallet.movementsSince(before))
        .containsExactly("expiry: available → expired 70", "grant: issued → available 100");
    assertThat(wallet.available()).isEqualTo(Credits.of(100));
    assertThat(wallet.grants().getLast().source()).isEqualTo(GrantSource.PLAN);
    assertThat(wallet.grants().getLast().expiresAt()).contains(time("2027-01-01T03:00:00Z"));
    assertThat(wallet.wallet().cycleGranted()).isEqualTo(Credits.of(100));
  }

  @Test
  void renewsOnce() {
    wallet.at(DECEMBER).sweep();

    assertThat(wallet.sweep()).isEqualTo(new ExpireOutcome.UpToDate(0));
    assertThat(wallet.after(Duration.ofDays(30)).sweep()).isEqualTo(new ExpireOutcome.UpToDate(0));
    assertThat(wallet.balances().issued()).isEqualTo(Credits.of(200));
  }

  @Test
  void replaysEveryMissedCycleInOrder() {
    wallet.at("2027-03-15T00:00:00Z").sweep();

    assertThat(wallet.entries())
        .extracting(Entry::at)
        .containsExactly(
            NOON,
            time("2026-12-01T03:00:00Z"),
            time("2026-12-01T03:00:00Z"),
            time("2027-01-01T03:00:00Z"),
            time("2027-01-01T03:00:00Z"),
            time("2027-02-01T03:00:00Z"),
            time("2027-02-01T03:00:00Z"),
            time("2027-03-01T03:00:00Z"),
            time("2027-03-01T03:00:00Z"));
    assertThat(wallet.available()).isEqualTo(Credits.of(100));
    assertThat(wallet.balances().expired()).isEqualTo(Credits.of(400));
  }

  @Test
  void doesNotDependOnWhenItRuns() {
    WalletUnderTest often = WalletUnderTest.onPlan(plan("free", 100));
    for (WalletUnderTest each : List.of(wallet, often)) {
      each.grant(Gift.purchase("20").until("2026-12-24T00:00:00Z"));
      each.grant(Gift.promo("5").from(time("2026-12-31T00:00:00Z")));
      each.settle(each.hold(Ask.credits("30")).id(), 150_000);
      each.hold(Ask.credits("0").lasting(Duration.ofHours(24)));
    }
    for (int day = 0; day < 100; day++) {
      often.after(Duration.ofDays(1)).sweep();
    }
    wallet.after(Duration.ofDays(100)).sweep();

    assertThat(wallet.movements()).isEqualTo(often.movements());
    assertThat(wallet.entries())
        .extracting(Entry::at)
        .isEqualTo(often.entries().stream().map(Entry::at).toList());
    assertThat(wallet.balances()).isEqualTo(often.balances());
  }

  @Test
  void givesNoGrantOnAPlanWithoutAllowance() {
    WalletUnderTest none = WalletUnderTest.empty();
    none.at("2027-03-15T00:00:00Z").sweep();

    assertThat(none.entries()).isEmpty();
    assertThat(none.wallet().cycle().start()).isEqualTo(time("2027-03-01T03:00:00Z"));
  }

  @Test
  void givesTheWholeAllowanceToOneWhoJoinsOnTheLastDay() {
    WalletUnderTest late =
        WalletUnderTest.onPlan(
            plan("free", 100), ZoneId.of("UTC"), Instant.parse("2028-02-29T23:59:59Z"));

    assertThat(late.available()).isEqualTo(Credits.of(100));
    assertThat(late.grants().getFirst().expiresAt()).contains(time("2028-03-01T00:00:00Z"));
    late.after(Duration.ofSeconds(1)).sweep();
    assertThat(late.balances().issued()).isEqualTo(Credits.of(200));
  }

  @Test
  void postsWhatIsDueAlsoWithARefusal() {
    wallet.grant(Gift.purchase("20").until(EXPIRY));
    wallet.at(EXPIRY).refusal(Ask.credits("1000"));

    assertThat(wallet.balances().expired()).isEqualTo(Credits.of(20));
    assertThat(wallet.decisions().getLast().standing().available()).isEqualTo(Credits.of(100));
  }

  @Test
  void neverGoesBackInTime() {
    wallet.grant(Gift.purchase("20").until(EXPIRY));
    wallet.at(EXPIRY).sweep();

    AuthorizeOutcome.Held held = wallet.at(NOON.minusSeconds(3600)).hold(Ask.credits("1"));

    assertThat(held.hold().createdAt()).isEqualTo(time(EXPIRY));
    assertThat(wallet.available()).isEqualTo(Credits.of(99));
  }
}

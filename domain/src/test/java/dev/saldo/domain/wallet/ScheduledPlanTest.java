package dev.saldo.domain.wallet;

import static dev.saldo.domain.wallet.Sample.plan;
import static dev.saldo.domain.wallet.Sample.time;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.domain.Credits;
import dev.saldo.domain.plan.OverrunPolicy;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.plan.PlanVersion;
import dev.saldo.domain.plan.Rollover;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Plan changes that wait for the end of November 2026, in UTC. */
class ScheduledPlanTest {
  private static final PlanTerms LARGE = plan("large", 1000);
  private static final PlanTerms SMALL = plan("small", 200);
  private static final PlanVersion TO_SMALL = new PlanVersion("small", 1);
  private static final Instant FIRST = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant DECEMBER = Instant.parse("2026-12-01T00:00:00Z");

  private final WalletUnderTest wallet = WalletUnderTest.onPlan(LARGE, ZoneOffset.UTC, FIRST);

  @Test
  void waitsForTheEndOfTheCycle() {
    PlanChange change = wallet.schedule(SMALL);

    assertThat(change)
        .isEqualTo(
            new PlanChange(
                new PlanVersion("large", 1),
                TO_SMALL,
                ChangeTime.END_OF_CYCLE,
                DECEMBER,
                Credits.of(200),
                Optional.empty()));
    assertThat(PlanChange.scheduledIn(wallet.wallet())).contains(change);
    assertThat(wallet.wallet().terms()).isEqualTo(LARGE);
    assertThat(wallet.entries()).hasSize(1);
    wallet.at(DECEMBER.minusNanos(1000)).sweep();
    assertThat(wallet.wallet().terms()).isEqualTo(LARGE);

    wallet.at(DECEMBER).sweep();

    assertThat(wallet.wallet().terms()).isEqualTo(SMALL);
    assertThat(wallet.wallet().nextTerms()).isEmpty();
    assertThat(wallet.wallet().cyclePlans()).containsExactly("small");
    assertThat(wallet.available()).isEqualTo(Credits.of(200));
  }

  @Test
  void isRightWhenNobodyCallsForMonths() {
    wallet.schedule(SMALL);
    wallet.at("2027-03-15T00:00:00Z").sweep();

    assertThat(wallet.balances().issued()).isEqualTo(Credits.of(1000 + 4 * 200));
    assertThat(wallet.available()).isEqualTo(Credits.of(200));
    assertThat(wallet.wallet().cycle().start()).isEqualTo(time("2027-03-01T00:00:00Z"));
  }

  @Test
  void takesADowngradeForTheEndAndAnUpgradeForNow() {
    assertThat(wallet.changePlan(SMALL, Optional.empty()))
        .isInstanceOf(PlanChangeOutcome.Scheduled.class);
    assertThat(wallet.changePlan(plan("huge", 1001), Optional.empty()))
        .isInstanceOf(PlanChangeOutcome.Changed.class);
    assertThat(wallet.changePlan(plan("other", 1001), Optional.empty()))
        .isInstanceOf(PlanChangeOutcome.Changed.class);
    assertThat(wallet.changePlan(Sample.unlimited(), Optional.empty()))
        .isInstanceOf(PlanChangeOutcome.Changed.class);
    assertThat(wallet.changePlan(plan("huge", 1001), Optional.empty()))
        .isInstanceOf(PlanChangeOutcome.Scheduled.class);
  }

  @Test
  void takesThePlaceOfTheOneBefore() {
    wallet.schedule(plan("tiny", 10));

    assertThat(wallet.schedule(SMALL).replaced()).contains(new PlanVersion("tiny", 1));
    assertThat(wallet.schedule(SMALL).replaced()).isEmpty();
    wallet.at(DECEMBER).sweep();
    assertThat(wallet.wallet().terms()).isEqualTo(SMALL);
  }

  @Test
  void givesWayToAChangeNow() {
    wallet.schedule(SMALL);
    PlanChangeOutcome.Changed changed =
        (PlanChangeOutcome.Changed) wallet.changePlan(plan("huge", 1200));

    assertThat(changed.change().replaced()).contains(TO_SMALL);
    wallet.at(DECEMBER).sweep();
    assertThat(wallet.wallet().terms().plan()).isEqualTo("huge");
  }

  @Test
  void canBeCancelled() {
    wallet.schedule(SMALL);

    PlanChange waiting = PlanChange.scheduledIn(wallet.wallet()).orElseThrow();
    CancelOutcome cancelled = wallet.cancelPlanChange();
    assertThat(cancelled)
        .isEqualTo(
            new CancelOutcome.Cancelled(
                waiting, wallet.look().standing(), wallet.wallet().lastNumber()));
    assertThat(waiting.to()).isEqualTo(TO_SMALL);
    assertThat(wallet.cancelPlanChange()).isEqualTo(new CancelOutcome.NothingScheduled());
    wallet.at(DECEMBER).sweep();
    assertThat(wallet.available()).isEqualTo(Credits.of(1000));
  }

  @Test
  void cannotBeCancelledOnceItHasHappened() {
    wallet.schedule(SMALL);

    assertThat(wallet.at(DECEMBER).cancelPlanChange())
        .isEqualTo(new CancelOutcome.NothingScheduled());
    assertThat(wallet.wallet().terms()).isEqualTo(SMALL);
  }

  @Test
  void staysWhenThePlanOfNowIsAskedFor() {
    wallet.schedule(SMALL);

    assertThat(wallet.changePlan(LARGE, Optional.empty()))
        .isEqualTo(new PlanChangeOutcome.AlreadyOnPlan());
    assertThat(wallet.wallet().nextTerms()).contains(SMALL);
  }

  @Test
  void decidesACallOnThePlanOfItsInstant() {
    wallet.schedule(SMALL);
    wallet.at(DECEMBER);

    assertThat(wallet.submit(Ask.credits("1").command(LARGE)))
        .isEqualTo(new Decision.Stale<AuthorizeOutcome>());
    assertThat(wallet.entries()).hasSize(1);
    AuthorizeOutcome.Held held =
        (AuthorizeOutcome.Held) wallet.outcome(Ask.credits("1").command(SMALL));
    assertThat(held.hold().frozenTerms().plan()).isEqualTo("small");
    assertThat(wallet.available()).isEqualTo(Credits.of(199));
  }

  @Test
  void keepsThePlanOfOpenHolds() {
    wallet.schedule(plan("strict", 200, OverrunPolicy.REJECT, 0));
    HoldId hold = wallet.at(DECEMBER.minusSeconds(60)).hold(Ask.tokens(1000)).id();
    wallet.at(DECEMBER.plusSeconds(60)).settle(hold, 2000);

    assertThat(wallet.usage().getFirst().versions().plan()).isEqualTo("large");
    assertThat(wallet.usage().getFirst().charged()).isEqualTo(Credits.of(2));
  }

  @Test
  void carriesOverByThePlanThatEnds() {
    Rollover most = Rollover.forCycles(Credits.of(700), 1);
    WalletUnderTest rolling =
        WalletUnderTest.onPlan(Sample.rolling(LARGE, most), ZoneOffset.UTC, FIRST);
    rolling.schedule(SMALL);
    rolling.at(DECEMBER).sweep();

    assertThat(rolling.available()).isEqualTo(Credits.of(900));
    rolling.at("2027-01-01T00:00:00Z").sweep();
    assertThat(rolling.available()).isEqualTo(Credits.of(200));
  }

  @Test
  void beginsTheCyclesOfTheNewPlan() {
    wallet.changeCycle(20, Optional.empty());
    wallet.schedule(Sample.anniversary(SMALL));
    wallet.at("2026-12-05T00:00:00Z").sweep();

    assertThat(wallet.wallet().cycle().start()).isEqualTo(DECEMBER);
    assertThat(wallet.wallet().cycle().end()).isEqualTo(time("2026-12-20T00:00:00Z"));
  }

  @Test
  void movesToANewerVersionOfTheSamePlan() {
    PlanTerms newer = Sample.version(2, plan("large", 3000));
    PlanChangeOutcome.Changed changed =
        (PlanChangeOutcome.Changed)
            wallet.at("2026-11-16T00:00:00Z").changePlan(newer, Optional.empty());

    assertThat(changed.change().from()).isEqualTo(new PlanVersion("large", 1));
    assertThat(changed.change().to()).isEqualTo(new PlanVersion("large", 2));
    assertThat(changed.change().credits()).isEqualTo(Credits.of(1000));
    wallet.changePlan(LARGE);
    wallet.changePlan(newer);
    assertThat(wallet.available()).isEqualTo(Credits.of(2000));
  }

  @Test
  void doesNotDependOnWhenItRuns() {
    WalletUnderTest often = WalletUnderTest.onPlan(LARGE, ZoneOffset.UTC, FIRST);
    Rollover some = Rollover.forDays(Credits.of(50), 40);
    for (WalletUnderTest each : List.of(wallet, often)) {
      each.changeCycle(31, Optional.of(Credits.of(70)));
      each.schedule(Sample.anniversary(Sample.rolling(SMALL, some)));
    }
    for (int day = 0; day < 150; day++) {
      often.after(Duration.ofDays(1)).sweep();
    }
    wallet.at(often.now()).sweep();

    assertThat(wallet.movements()).isEqualTo(often.movements());
    assertThat(wallet.balances()).isEqualTo(often.balances());
    assertThat(wallet.wallet().cycle()).isEqualTo(often.wallet().cycle());
  }
}

package dev.saldo.domain.wallet;

import static dev.saldo.domain.wallet.Sample.ACTOR;
import static dev.saldo.domain.wallet.Sample.TENANT;
import static dev.saldo.domain.wallet.Sample.WALLET;
import static dev.saldo.domain.wallet.Sample.content;
import static dev.saldo.domain.wallet.Sample.credits;
import static dev.saldo.domain.wallet.Sample.plan;
import static dev.saldo.domain.wallet.Sample.time;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.domain.Credits;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.wallet.PlanChangeOutcome.AlreadyOnPlan;
import dev.saldo.domain.wallet.PlanChangeOutcome.Changed;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plan changes in November 2026, which has 30 days, in UTC. */
class PlanChangeTest {
  private static final PlanTerms SMALL = plan("small", 200);
  private static final PlanTerms LARGE = plan("large", 1000);
  private static final Instant FIRST = Instant.parse("2026-11-01T00:00:00Z");
  private static final String HALF = "2026-11-16T00:00:00Z";

  private final WalletUnderTest wallet = WalletUnderTest.onPlan(SMALL, ZoneOffset.UTC, FIRST);

  @Test
  void givesHalfOfTheDifferenceAtHalfOfTheCycle() {
    Changed changed = (Changed) wallet.at(HALF).changePlan(LARGE);

    assertThat(changed.change().credits()).isEqualTo(Credits.of(400));
    assertThat(changed.standing().available()).isEqualTo(Credits.of(600));
    assertThat(wallet.wallet().terms()).isEqualTo(LARGE);
    assertThat(wallet.wallet().cycle().start()).isEqualTo(FIRST);
    assertThat(wallet.grants().getLast().source()).isEqualTo(GrantSource.PLAN);
    assertThat(wallet.grants().getLast().expiresAt()).contains(time("2026-12-01T00:00:00Z"));
    assertThat(wallet.wallet().cycleGranted()).isEqualTo(Credits.of(600));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-01T00:00:00Z, 800",
    "2026-11-11T00:00:00Z, 533.333333",
    "2026-11-21T00:00:00Z, 266.666666",
    "2026-11-30T23:59:59Z, 0.000308",
    "2026-11-30T23:59:59.999999Z, 0"
  })
  void roundsDownToAMicro(String at, String granted) {
    assertThat(((Changed) wallet.at(at).changePlan(LARGE)).change().credits())
        .isEqualTo(credits(granted));
  }

  @Test
  void takesNothingBackForALowerAllowance() {
    Changed changed = (Changed) wallet.at(HALF).changePlan(plan("tiny", 50));

    assertThat(changed.change().credits()).isEqualTo(Credits.ZERO);
    assertThat(wallet.available()).isEqualTo(Credits.of(200));
    wallet.at("2026-12-01T00:00:00Z").sweep();
    assertThat(wallet.available()).isEqualTo(Credits.of(50));
  }

  @Test
  void givesTheDifferenceOnceForEachTargetInACycle() {
    assertThat(granted(LARGE)).isEqualTo(Credits.of(800));
    assertThat(granted(SMALL)).isEqualTo(Credits.ZERO);
    assertThat(granted(LARGE)).isEqualTo(Credits.ZERO);
    assertThat(granted(SMALL)).isEqualTo(Credits.ZERO);
    assertThat(granted(plan("huge", 1200))).isEqualTo(Credits.of(1000));
    assertThat(wallet.available()).isEqualTo(Credits.of(2000));
  }

  @Test
  void givesNothingForComingBackToThePlanOfTheCycle() {
    WalletUnderTest large = WalletUnderTest.onPlan(LARGE, ZoneOffset.UTC, FIRST);
    large.changePlan(SMALL);
    large.changePlan(LARGE);

    assertThat(large.available()).isEqualTo(Credits.of(1000));
  }

  @Test
  void givesNothingForComingBackToTheVersionOfTheCycle() {
    PlanTerms newer = Sample.version(2, plan("large", 3000));
    WalletUnderTest large = WalletUnderTest.onPlan(newer, ZoneOffset.UTC, FIRST);
    large.at(HALF).changePlan(LARGE);
    large.changePlan(newer);

    assertThat(large.available()).isEqualTo(Credits.of(3000));
  }

  @Test
  void givesNothingForComingBackToTheVersionThatACustomerMovedTo() {
    PlanTerms newer = Sample.version(2, plan("large", 3000));
    wallet.at(HALF);

    assertThat(granted(newer)).isEqualTo(Credits.of(1400));
    assertThat(granted(LARGE)).isEqualTo(Credits.ZERO);
    assertThat(granted(newer)).isEqualTo(Credits.ZERO);
    assertThat(wallet.available()).isEqualTo(Credits.of(1600));
  }

  @Test
  void givesItAgainInTheNextCycle() {
    granted(LARGE);
    granted(SMALL);
    wallet.at("2026-12-16T12:00:00Z");

    assertThat(granted(LARGE)).isEqualTo(Credits.of(400));
    assertThat(wallet.available()).isEqualTo(Credits.of(600));
  }

  @Test
  void givesTheNewAllowanceFromTheNextCycle() {
    wallet.at(HALF).changePlan(LARGE);
    wallet.at("2026-12-01T00:00:00Z").sweep();

    assertThat(wallet.available()).isEqualTo(Credits.of(1000));
  }

  @Test
  void renewsBeforeItChanges() {
    Changed changed = (Changed) wallet.at("2026-12-01T00:00:00Z").changePlan(LARGE);

    assertThat(changed.change().credits()).isEqualTo(Credits.of(800));
    assertThat(wallet.available()).isEqualTo(Credits.of(1000));
    assertThat(wallet.balances().expired()).isEqualTo(Credits.of(200));
  }

  @Test
  void changesNothingForTheSameTerms() {
    assertThat(wallet.changePlan(SMALL)).isEqualTo(new AlreadyOnPlan());
    assertThat(wallet.entries()).hasSize(1);
  }

  @Test
  void keepsThePlanOfOpenHolds() {
    HoldId hold = wallet.hold(Ask.tokens(1000)).id();
    wallet.changePlan(LARGE);
    wallet.settle(hold, 1000);

    assertThat(wallet.usage().getFirst().versions().plan()).isEqualTo("small");
    assertThat(wallet.hold(hold).frozenTerms().plan()).isEqualTo("small");
  }

  @Test
  void remembersItsKey() {
    CommandKey key = new CommandKey("change_plan", "k1", content("large"));
    ChangePlan command =
        new ChangePlan(TENANT, WALLET, Optional.of(key), LARGE, Optional.empty(), ACTOR);
    PlanChangeOutcome first = wallet.at(HALF).outcome(command);

    assertThat(wallet.submit(command)).isEqualTo(new Decision.Replayed<>(first));
  }

  private Credits granted(PlanTerms terms) {
    return ((Changed) wallet.changePlan(terms)).change().credits();
  }
}

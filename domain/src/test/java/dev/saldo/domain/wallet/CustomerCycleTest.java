package dev.saldo.domain.wallet;

import static dev.saldo.domain.wallet.Sample.ACTOR;
import static dev.saldo.domain.wallet.Sample.TENANT;
import static dev.saldo.domain.wallet.Sample.WALLET;
import static dev.saldo.domain.wallet.Sample.plan;
import static dev.saldo.domain.wallet.Sample.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.domain.Credits;
import dev.saldo.domain.InvalidValueException;
import dev.saldo.domain.Key;
import dev.saldo.domain.plan.Cycle;
import dev.saldo.domain.plan.PlanTerms;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A customer's own day and own allowance. */
class CustomerCycleTest {
  private static final PlanTerms MONTHLY = Sample.anniversary(plan("monthly", 100));
  private static final Instant NEW_YEARS_EVE = Instant.parse("2026-12-31T18:00:00Z");

  private static final AllowanceChange UNCHANGED = new AllowanceChange.Unchanged();
  private static final Instant HALF_OF_DECEMBER = Instant.parse("2026-12-16T12:00:00Z");

  private static WalletUnderTest opened(
      PlanTerms terms, ZoneId zone, OptionalInt anchor, Optional<Credits> own) {
    WalletUnderTest wallet = WalletUnderTest.unopened(NEW_YEARS_EVE);
    wallet.outcome(
        new OpenWallet(TENANT, WALLET, new Key("school-42"), terms, zone, anchor, own, ACTOR));
    return wallet;
  }

  private static WalletUnderTest opened(OptionalInt anchor) {
    return opened(MONTHLY, ZoneOffset.UTC, anchor, Optional.empty());
  }

  @Test
  void beginsOnTheDayOfTheOpeningAndNeverDrifts() {
    WalletUnderTest wallet = opened(OptionalInt.empty());
    assertThat(wallet.wallet().anchor()).isEqualTo(31);
    List<LocalDate> starts = new ArrayList<>();
    for (int month = 0; month < 15; month++) {
      Cycle cycle = wallet.wallet().cycle();
      starts.add(LocalDate.ofInstant(cycle.start(), ZoneOffset.UTC));
      wallet.at(cycle.end()).sweep();
      assertThat(wallet.available()).isEqualTo(Credits.of(100));
    }
    assertThat(starts.stream().map(LocalDate::toString))
        .containsExactly(
            "2026-12-31",
            "2027-01-31",
            "2027-02-28",
            "2027-03-31",
            "2027-04-30",
            "2027-05-31",
            "2027-06-30",
            "2027-07-31",
            "2027-08-31",
            "2027-09-30",
            "2027-10-31",
            "2027-11-30",
            "2027-12-31",
            "2028-01-31",
            "2028-02-29");
  }

  @Test
  void takesTheDayInTheCustomersZone() {
    WalletUnderTest kiritimati =
        opened(MONTHLY, ZoneId.of("Pacific/Kiritimati"), OptionalInt.empty(), Optional.empty());
    assertThat(kiritimati.wallet().anchor()).isEqualTo(1);
  }

  @Test
  void refusesToOpenOnADayThatNoMonthHas() {
    assertThatThrownBy(
            () -> opened(plan("free", 100), ZoneOffset.UTC, OptionalInt.of(0), Optional.empty()))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("must be 1 to 31");
    assertThatThrownBy(() -> opened(OptionalInt.of(32)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("must be 1 to 31");
  }

  @Test
  void givesTheWholeAllowanceForTheRestOfACycle() {
    WalletUnderTest wallet = opened(OptionalInt.of(10));

    assertThat(wallet.available()).isEqualTo(Credits.of(100));
    assertThat(wallet.wallet().cycle())
        .isEqualTo(new Cycle(time("2026-12-10T00:00:00Z"), time("2027-01-10T00:00:00Z")));
  }

  @Test
  void leavesACalendarMonthAlone() {
    WalletUnderTest wallet =
        opened(plan("free", 100), ZoneOffset.UTC, OptionalInt.of(10), Optional.empty());

    assertThat(wallet.wallet().cycle().end()).isEqualTo(time("2027-01-01T00:00:00Z"));
    assertThat(wallet.wallet().anchor()).isEqualTo(10);
  }

  @Test
  void movesTheDayWithTheNextCycle() {
    WalletUnderTest wallet = opened(OptionalInt.of(10));
    assertThat(wallet.changeCycle(25, Optional.empty())).isInstanceOf(ChangeOutcome.Changed.class);
    assertThat(wallet.changeCycle(25, Optional.empty())).isEqualTo(new ChangeOutcome.Unchanged());

    assertThat(wallet.wallet().cycle().end()).isEqualTo(time("2027-01-10T00:00:00Z"));
    wallet.at("2027-01-10T00:00:00Z").sweep();
    assertThat(wallet.wallet().cycle())
        .isEqualTo(new Cycle(time("2027-01-10T00:00:00Z"), time("2027-01-25T00:00:00Z")));
    assertThat(wallet.available()).isEqualTo(Credits.of(100));
  }

  @Test
  void givesACustomerItsOwnAllowance() {
    WalletUnderTest wallet =
        opened(MONTHLY, ZoneOffset.UTC, OptionalInt.of(1), Optional.of(Credits.of(7)));

    assertThat(wallet.available()).isEqualTo(Credits.of(7));
    wallet.at("2027-01-01T00:00:00Z").sweep();
    assertThat(wallet.available()).isEqualTo(Credits.of(7));
  }

  @Test
  void bringsAnotherAllowanceWithTheNextCycle() {
    WalletUnderTest wallet = opened(OptionalInt.of(1));
    wallet.changeCycle(1, Optional.of(Credits.of(250)));
    assertThat(wallet.available()).isEqualTo(Credits.of(100));

    wallet.at("2027-01-01T00:00:00Z").sweep();
    assertThat(wallet.available()).isEqualTo(Credits.of(250));
    wallet.changeCycle(1, Optional.empty());
    wallet.at("2027-02-01T00:00:00Z").sweep();
    assertThat(wallet.available()).isEqualTo(Credits.of(100));
  }

  @Test
  void leavesTheAllowanceThatItWasNotAskedToChange() {
    WalletUnderTest wallet = opened(OptionalInt.of(1));
    wallet.changeCycle(1, Optional.of(Credits.of(250)));
    ChangeCycle dayOnly = new ChangeCycle(TENANT, WALLET, OptionalInt.of(5), UNCHANGED, ACTOR);

    assertThat(wallet.outcome(dayOnly)).isInstanceOf(ChangeOutcome.Changed.class);
    assertThat(wallet.outcome(dayOnly)).isEqualTo(new ChangeOutcome.Unchanged());
    assertThat(wallet.wallet().anchor()).isEqualTo(5);
    assertThat(wallet.wallet().ownAllowance()).contains(Credits.of(250));
  }

  @Test
  void givesNothingToACustomerWhoseAllowanceIsNone() {
    WalletUnderTest wallet = opened(OptionalInt.of(1));
    wallet.changeCycle(1, Optional.of(Credits.ZERO));
    wallet.at("2027-01-01T00:00:00Z").sweep();

    assertThat(wallet.available()).isEqualTo(Credits.ZERO);
  }

  @Test
  void keepsItsAllowanceOnAnyPlan() {
    WalletUnderTest wallet = ownAllowance(Optional.of(Credits.of(250)));

    assertThat(granted(wallet, 1_000)).isEqualTo(Credits.ZERO);
    assertThat(wallet.schedule(plan("small", 20)).credits()).isEqualTo(Credits.of(250));
    wallet.at("2027-01-01T00:00:00Z").sweep();
    assertThat(wallet.available()).isEqualTo(Credits.of(250));
  }

  @Test
  void givesNoDifferenceToACycleOfItsOwnAllowanceThatWasTakenBack() {
    WalletUnderTest wallet = ownAllowance(Optional.of(Credits.of(1_000)));
    wallet.changeCycle(1, Optional.empty());

    assertThat(granted(wallet.at(HALF_OF_DECEMBER), 1_200)).isEqualTo(Credits.ZERO);
    assertThat(wallet.available()).isEqualTo(Credits.of(1_000));
    wallet.at("2027-01-01T00:00:00Z").sweep();
    assertThat(granted(wallet.at("2027-01-16T12:00:00Z"), 1_400)).isEqualTo(Credits.of(100));
  }

  @Test
  void givesTheDifferenceToACycleThatItsOwnAllowanceHasNotBegun() {
    WalletUnderTest wallet = ownAllowance(Optional.empty());
    wallet.changeCycle(1, Optional.of(Credits.of(1_000)));

    assertThat(granted(wallet.at(HALF_OF_DECEMBER), 1_000)).isEqualTo(Credits.of(400));
    assertThat(wallet.available()).isEqualTo(Credits.of(600));
    wallet.at("2027-01-01T00:00:00Z").sweep();
    assertThat(wallet.available()).isEqualTo(Credits.of(1_000));
    assertThat(granted(wallet, 3_000)).isEqualTo(Credits.ZERO);
  }

  /** On a plan of 200, in a December that began with the customer's own allowance or without. */
  private static WalletUnderTest ownAllowance(Optional<Credits> own) {
    WalletUnderTest wallet = WalletUnderTest.unopened(time("2026-12-01T00:00:00Z"));
    wallet.outcome(
        new OpenWallet(
            TENANT,
            WALLET,
            new Key("school-42"),
            plan("monthly", 200),
            ZoneOffset.UTC,
            OptionalInt.of(1),
            own,
            ACTOR));
    return wallet;
  }

  private static Credits granted(WalletUnderTest wallet, long allowance) {
    PlanTerms terms = plan("of_" + allowance, allowance);
    return ((PlanChangeOutcome.Changed) wallet.changePlan(terms)).change().credits();
  }

  @Test
  void refusesADayThatNoMonthHas() {
    for (int day : new int[] {0, 32}) {
      assertThatThrownBy(
              () -> new ChangeCycle(TENANT, WALLET, OptionalInt.of(day), UNCHANGED, ACTOR))
          .isInstanceOf(InvalidValueException.class);
    }
  }
}

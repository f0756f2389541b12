package dev.saldo.domain.wallet;

import static dev.saldo.domain.wallet.Sample.DECEMBER;
import static dev.saldo.domain.wallet.Sample.MINI;
import static dev.saldo.domain.wallet.Sample.SAO_PAULO;
import static dev.saldo.domain.wallet.Sample.plan;
import static dev.saldo.domain.wallet.Sample.time;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.domain.Credits;
import dev.saldo.domain.limit.Counter;
import dev.saldo.domain.limit.LimitState;
import dev.saldo.domain.limit.Rules;
import dev.saldo.domain.limit.Window;
import dev.saldo.domain.limit.WindowKind;
import dev.saldo.domain.plan.Cycle;
import dev.saldo.domain.wallet.AuthorizeOutcome.LimitReached;
import dev.saldo.domain.wallet.ChangeOutcome.Changed;
import dev.saldo.domain.wallet.ChangeOutcome.Unchanged;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class ZoneChangeTest {
  private static final String KIRITIMATI = "Pacific/Kiritimati";

  private final WalletUnderTest wallet = WalletUnderTest.onPlan(plan("free", 100));

  @Test
  void takesEffectWithTheNextCycle() {
    assertThat(wallet.changeZone(KIRITIMATI)).isInstanceOf(Changed.class);
    assertThat(wallet.wallet().zone()).isEqualTo(SAO_PAULO);
    assertThat(wallet.wallet().calendarAt(DECEMBER.minusNanos(1)).zone()).isEqualTo(SAO_PAULO);
    assertThat(wallet.wallet().calendarAt(DECEMBER).zone()).isEqualTo(ZoneId.of(KIRITIMATI));

    wallet.at(DECEMBER).sweep();

    assertThat(wallet.wallet().zone()).isEqualTo(ZoneId.of(KIRITIMATI));
    assertThat(wallet.wallet().nextZone()).isEmpty();
    assertThat(wallet.wallet().cycle())
        .isEqualTo(new Cycle(DECEMBER, time("2026-12-31T10:00:00Z")));
  }

  @Test
  void keepsTheDaysOfTheOldZoneUntilThen() {
    wallet.changeZone(KIRITIMATI);

    assertThat(day()).isEqualTo(window("2026-11-10T03:00:00Z", "2026-11-11T03:00:00Z"));
    wallet.at("2026-12-01T02:59:59Z");
    assertThat(day()).isEqualTo(window("2026-11-30T03:00:00Z", "2026-12-01T03:00:00Z"));
    wallet.at("2026-12-01T03:00:00Z");
    assertThat(day()).isEqualTo(window("2026-11-30T10:00:00Z", "2026-12-01T10:00:00Z"));
  }

  @Test
  void letsAnOpenWeekRunOnToItsOldEnd() {
    Ask ask = Ask.tokens(1).limited(Rules.customer("week").calls(2, WindowKind.WEEK).rule());
    wallet.changeZone("Asia/Tokyo");
    wallet.at("2026-11-30T12:00:00Z");
    wallet.settle(wallet.hold(ask).id(), 1);
    wallet.settle(wallet.hold(ask).id(), 1);

    wallet.at("2026-12-01T03:00:00Z");
    assertThat(reached(ask).window())
        .isEqualTo(
            new Window(
                WindowKind.WEEK, time("2026-11-30T03:00:00Z"), time("2026-12-07T03:00:00Z")));
    wallet.at("2026-12-07T02:59:59Z");
    assertThat(wallet.refusalReason(ask)).isInstanceOf(LimitReached.class);
    wallet.at("2026-12-07T03:00:00Z");
    wallet.hold(ask);
    assertThat(wallet.hold(ask).limits().getFirst().window())
        .isEqualTo(
            new Window(
                WindowKind.WEEK, time("2026-12-06T15:00:00Z"), time("2026-12-13T15:00:00Z")));
  }

  @Test
  void letsAMonthRunOnWhereCyclesBeginOnAnotherDay() {
    WalletUnderTest anchored = WalletUnderTest.onPlan(Sample.anniversary(plan("free", 100)));
    Ask twice = Ask.tokens(1).of(Offer.of(MINI).monthly(2));
    anchored.changeZone(KIRITIMATI);
    anchored.at("2026-12-08T12:00:00Z");
    anchored.settle(anchored.hold(twice).id(), 1);
    anchored.settle(anchored.hold(twice).id(), 1);

    anchored.at("2026-12-20T12:00:00Z");
    assertThat(anchored.wallet().calendarAt(anchored.now()).zone())
        .isEqualTo(ZoneId.of(KIRITIMATI));
    assertThat(anchored.refusalReason(twice)).isInstanceOf(LimitReached.class);
    anchored.sweep();
    assertThat(anchored.wallet().zone()).isEqualTo(ZoneId.of(KIRITIMATI));
    HoldId third = anchored.hold(Ask.tokens(1)).id();
    anchored.settle(third, 1);
    assertThat(anchored.counter(third, "openai", 1)).isEqualTo(new Counter(3, 0));
    anchored.at("2027-01-01T02:59:59Z");
    assertThat(anchored.refusalReason(twice)).isInstanceOf(LimitReached.class);
    anchored.at("2027-01-01T03:00:00Z").hold(twice);
    anchored.at("2027-01-20T12:00:00Z").sweep();
    assertThat(anchored.wallet().carried()).isEmpty();
  }

  @Test
  void explainsADecisionWithTheWindowThatRanOn() {
    Ask ask = Ask.tokens(1).limited(Rules.customer("week").calls(1, WindowKind.WEEK).rule());
    wallet.changeZone("Asia/Tokyo");
    wallet.settle(wallet.at("2026-11-30T12:00:00Z").hold(ask).id(), 1);
    wallet.at("2026-12-02T12:00:00Z").refusalReason(ask);

    assertThat(Explanation.of(wallet.decisions().getLast()).candidates())
        .extracting(Explanation.Tried::verdict)
        .containsExactly(Explanation.Verdict.LIMIT_REACHED);
  }

  @Test
  void endsAHoldInTheWindowsOfItsAuthorization() {
    wallet.at("2026-12-01T02:59:00Z").changeZone(KIRITIMATI);
    HoldId hold = wallet.hold(Ask.tokens(1000)).id();
    wallet.afterMinutes(5).settle(hold, 1000);

    assertThat(wallet.counter(hold, "openai", 0).used()).isEqualTo(1);
    assertThat(wallet.counters()).hasSize(2);
    assertThat(wallet.usage().getFirst().day()).hasToString("2026-12-01");
  }

  @Test
  void givesOneAllowanceForEachMonth() {
    wallet.changeZone(KIRITIMATI);
    wallet.at("2026-12-15T00:00:00Z").changeZone("America/Sao_Paulo");
    wallet.at("2027-01-15T00:00:00Z").changeZone("UTC");
    wallet.at("2027-02-15T00:00:00Z").sweep();

    assertThat(wallet.balances().issued()).isEqualTo(Credits.of(400));
    assertThat(wallet.available()).isEqualTo(Credits.of(100));
    assertThat(wallet.wallet().cycle())
        .isEqualTo(new Cycle(time("2027-02-01T03:00:00Z"), time("2027-03-01T00:00:00Z")));
  }

  @Test
  void changesNothingForTheSameZone() {
    assertThat(wallet.changeZone("America/Sao_Paulo")).isEqualTo(new Unchanged());
    wallet.changeZone(KIRITIMATI);
    assertThat(wallet.changeZone(KIRITIMATI)).isEqualTo(new Unchanged());
  }

  @Test
  void canBeTakenBack() {
    wallet.changeZone(KIRITIMATI);
    assertThat(wallet.changeZone("America/Sao_Paulo")).isInstanceOf(Changed.class);
    assertThat(wallet.wallet().nextZone()).isEmpty();
    wallet.at(DECEMBER).sweep();
    assertThat(wallet.wallet().zone()).isEqualTo(SAO_PAULO);
  }

  private LimitState reached(Ask ask) {
    return ((LimitReached) wallet.refusalReason(ask)).state();
  }

  private Window day() {
    return wallet.hold(Ask.tokens(1).of(Offer.of(MINI).daily(99))).limits().getFirst().window();
  }

  private static Window window(String start, String end) {
    return new Window(WindowKind.DAY, time(start), time(end));
  }
}

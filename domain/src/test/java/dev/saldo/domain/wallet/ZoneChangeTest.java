package dev.saldo.domain.wallet;

import static dev.saldo.domain.wallet.Sample.DECEMBER;
import static dev.saldo.domain.wallet.Sample.MINI;
import static dev.saldo.domain.wallet.Sample.SAO_PAULO;
import static dev.saldo.domain.wallet.Sample.plan;
import static dev.saldo.domain.wallet.Sample.time;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.domain.Credits;
import dev.saldo.domain.limit.Window;
import dev.saldo.domain.limit.WindowKind;
import dev.saldo.domain.plan.Cycle;
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
    assertThat(wallet.wallet().zoneAt(DECEMBER.minusNanos(1))).isEqualTo(SAO_PAULO);
    assertThat(wallet.wallet().zoneAt(DECEMBER)).isEqualTo(ZoneId.of(KIRITIMATI));

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

  private Window day() {
    return wallet.hold(Ask.tokens(1).of(Offer.of(MINI).daily(99))).limits().getFirst().window();
  }

  private static Window window(String start, String end) {
    return new Window(WindowKind.DAY, time(start), time(end));
  }
}

package dev.saldo.application.wallet;

import static dev.saldo.application.wallet.CallSample.diaryAnalysis;
import static dev.saldo.application.wallet.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.application.InMemorySaldo;
import dev.saldo.domain.Credits;
import dev.saldo.domain.Key;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.domain.wallet.Entry;
import dev.saldo.domain.wallet.ExpireDue;
import dev.saldo.domain.wallet.HoldId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What was in a wallet at any instant, whoever looked in between. */
final class ReadPastBalanceTest {
  private static final Key SCHOOL = new Key("school-42");
  private static final Instant DECEMBER = Instant.parse("2026-12-01T03:00:00Z");
  private static final Instant JANUARY = Instant.parse("2027-01-01T03:00:00Z");

  private final InMemorySaldo saldo = new InMemorySaldo();

  @Test
  void isWhatTheEntriesUpToThenSay() {
    open();
    HoldId hold = after(Duration.ofMinutes(1)).held(diaryAnalysis().request()).id();
    after(Duration.ofMinutes(1)).settle(hold, TokenUsage.ofTokens(1300, 0));

    assertThat(at(START.minusSeconds(1))).isEqualTo(Entry.After.NOTHING);
    assertThat(at(START)).isEqualTo(balances(100, 0));
    assertThat(at(START.plusSeconds(59))).isEqualTo(balances(100, 0));
    assertThat(at(START.plusSeconds(60))).isEqualTo(balances(97, 3));
    assertThat(at(START.plusSeconds(119))).isEqualTo(balances(97, 3));
    assertThat(at(START.plusSeconds(120))).isEqualTo(balances(98, 0));
  }

  /** Nobody posts anything until the middle of January; then somebody does. */
  @Test
  void countsWhatWasDueByThenPostedOrNot() {
    Customer school = open();
    saldo.held(diaryAnalysis().request());
    Map<Instant, Entry.After> expected = new TreeMap<>();
    expected.put(START, balances(97, 3));
    expected.put(START.plus(Duration.ofMinutes(15)).minusNanos(1_000), balances(97, 3));
    expected.put(START.plus(Duration.ofMinutes(15)), balances(100, 0));
    expected.put(DECEMBER.minusNanos(1_000), balances(100, 0));
    expected.put(DECEMBER, balances(100, 0));
    expected.put(JANUARY, balances(100, 0));
    saldo.clock.set(JANUARY.plus(Duration.ofDays(14)));

    int entries = saldo.ledger.entries(school.wallet()).size();
    expected.forEach((at, balances) -> assertThat(at(at)).as("%s", at).isEqualTo(balances));
    assertThat(saldo.ledger.entries(school.wallet())).hasSize(entries);

    saldo.ledger.submit(new ExpireDue(saldo.tenant.id(), school.wallet()));
    expected.forEach((at, balances) -> assertThat(at(at)).as("%s", at).isEqualTo(balances));
  }

  @Test
  void isTheBalanceOfNowAtThisInstantAndUnknownAfterIt() {
    open();
    saldo.held(diaryAnalysis().request());
    saldo.clock.advance(Duration.ofMinutes(1));

    assertThat(at(saldo.clock.instant())).isEqualTo(balances(97, 3));
    assertThat(
            saldo.readPastBalance.read(
                saldo.caller, SCHOOL, saldo.clock.instant().plusNanos(1_000)))
        .isEqualTo(new ReadPastBalance.Result.InTheFuture());
  }

  @Test
  void saysFromWhenOnItIsKnownWhereEntriesWereDropped() {
    Customer school = open();
    HoldId hold = after(Duration.ofMinutes(1)).held(diaryAnalysis().request()).id();
    after(Duration.ofMinutes(1)).settle(hold, TokenUsage.ofTokens(1300, 0));

    saldo.records.drop(school.wallet(), START.plusSeconds(61));

    assertThat(saldo.readPastBalance.read(saldo.caller, SCHOOL, START.plusSeconds(59)))
        .isEqualTo(
            new ReadPastBalance.Result.HistoryGone(
                START.plusSeconds(60), ZoneId.of("America/Sao_Paulo")));
    assertThat(at(START.plusSeconds(60))).isEqualTo(balances(97, 3));
    assertThat(at(START.plusSeconds(119))).isEqualTo(balances(97, 3));
    assertThat(at(START.plusSeconds(120))).isEqualTo(balances(98, 0));
  }

  @Test
  void showsOnlyTheCustomersOfItsKey() {
    assertThat(saldo.readPastBalance.read(saldo.caller, SCHOOL, START))
        .isEqualTo(new ReadPastBalance.Result.CustomerUnknown());
    open();
    assertThat(saldo.readPastBalance.read(saldo.boundTo("school-43"), SCHOOL, START))
        .isEqualTo(new ReadPastBalance.Result.CustomerUnknown());
  }

  private Customer open() {
    return saldo.customer("school-42", "free");
  }

  private InMemorySaldo after(Duration time) {
    saldo.clock.advance(time);
    return saldo;
  }

  private Entry.After at(Instant at) {
    return ((ReadPastBalance.Result.Known) saldo.readPastBalance.read(saldo.caller, SCHOOL, at))
        .balances();
  }

  private static Entry.After balances(long available, long held) {
    return new Entry.After(Credits.of(available), Credits.of(held), Credits.ZERO, Credits.ZERO);
  }
}

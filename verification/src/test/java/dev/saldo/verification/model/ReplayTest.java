package dev.saldo.verification.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A life that was told the truth, and the same life with one thing altered. */
final class ReplayTest {
  private final SampleLife life = new SampleLife();

  @Test
  void isSilentWhenAllThatIsStoredAndToldAgrees() {
    assertThat(life.faults()).isEmpty();
  }

  @Test
  void namesTheOperationWhoseEntryIsAnother() {
    alterEntry(2, Amount.ofCredits(1));
    assertThat(life.faults())
        .singleElement()
        .asString()
        .contains(at(SampleLife.SETTLED), "entry 3");
  }

  @Test
  void namesTheOperationWhoseEntriesAgreeWithEachOtherButNotWithTheRules() {
    life.entries.set(3, entry(life.entries.get(3), "spent", Amount.ofCredits(1), 7));
    assertThat(life.faults()).singleElement().asString().contains(at(SampleLife.SETTLED), "spent");
  }

  @Test
  void namesTheOperationWhoseAnswerHadAnotherNumber() {
    Told told = life.answers.get(1);
    Map<String, String> said = new TreeMap<>(told.said());
    said.put("charged", "2000001");
    life.answers.set(1, new Told(told.wish(), told.effect(), said));
    assertThat(life.faults())
        .singleElement()
        .asString()
        .contains(at(SampleLife.SETTLED), "2000001");
  }

  @Test
  void namesTheOperationOfWhichAnotherUsageIsStored() {
    life.operations.set(
        1,
        new Stored.Operation(
            SampleLife.SETTLED, Told.settlement(SampleLife.FIRST), Map.of("charged", "1")));
    assertThat(life.faults())
        .singleElement()
        .asString()
        .contains(at(SampleLife.SETTLED), "charged");
  }

  @Test
  void namesTheOperationThatNobodyWasToldOf() {
    life.answers.remove(2);
    assertThat(life.faults()).singleElement().asString().contains(at(SampleLife.SECOND), "nobody");
  }

  @Test
  void namesTheAcknowledgedAnswerOfWhichNothingIsStored() {
    life.operations.removeLast();
    assertThat(life.faults())
        .singleElement()
        .asString()
        .contains("nothing is stored of decision " + SampleLife.REFUSED);
  }

  @Test
  void namesTheCallThatWasAdmittedAboveItsLimit() {
    long third = SampleLife.REFUSED;
    for (int more = 0; more < 2; more++) {
      long number = third + more;
      life.entry(number, "available", "held", 1, 7 - more, 1 + more);
    }
    life.operations.set(4, new Stored.Operation(third, Told.decision(third), Map.of()));
    life.operations.add(new Stored.Operation(third + 1, Told.decision(third + 1), Map.of()));
    life.answers.set(
        4, SampleLife.told(SampleLife.call(1), Told.decision(third), 7, 1, SampleLife.held(1)));
    life.answers.add(
        SampleLife.told(SampleLife.call(1), Told.decision(third + 1), 6, 2, SampleLife.held(1)));
    assertThat(life.faults()).singleElement().asString().contains(at(third + 1), "daily_limit");
  }

  @Test
  void seesOneEffectThatIsStoredTwice() {
    life.operations.add(
        new Stored.Operation(SampleLife.REFUSED + 1, Told.settlement(SampleLife.FIRST), Map.of()));
    assertThat(life.faults())
        .singleElement()
        .asString()
        .contains(at(SampleLife.REFUSED + 1), "once");
  }

  @Test
  void seesWhatIsStoredInTheEnd() {
    life.holds.put(SampleLife.FIRST, "held");
    life.counts.put("day of 'ana' user_chat openai 2026-11-10", "2 used, 0 reserved");
    life.accounts.put("available", Amount.ofCredits(9));
    life.grant.put("spent", Amount.ofCredits(1));
    assertThat(String.join("\n", life.faults()))
        .contains("in the end: holds", "counters", "balances", "grants", "by entries");
  }

  @Test
  void seesRefusalsThatTheEndDoesNotExplain() {
    life.answers.set(
        5, new Told(new Wish.Release(SampleLife.FIRST), "", Map.of("code", "already_expired")));
    assertThat(life.faults()).singleElement().asString().contains("not explained");
  }

  @Test
  void explainsRefusedGrantsByTheirTimes() {
    life.answers.add(refusedGrant("2026-11-10T12:00:00Z"));
    assertThat(life.faults()).isEmpty();
    life.answers.add(refusedGrant("2026-11-10T12:00:02Z"));
    assertThat(life.faults()).singleElement().asString().contains("not explained");
  }

  @Test
  void explainsARefusedPlanChangeByAPlanThatTheWalletWasOn() {
    life.answers.add(refusedChange(SampleLife.PLAN));
    assertThat(life.faults()).isEmpty();
    life.answers.add(
        refusedChange(
            new Plan(
                "never_had",
                BigInteger.ZERO,
                "charge",
                BigInteger.ZERO,
                BigInteger.ZERO,
                List.of())));
    assertThat(life.faults()).singleElement().asString().contains("not explained", "never_had");
  }

  private static Told refusedChange(Plan to) {
    return new Told(new Wish.ChangePlan(to, "now"), "", Map.of("code", "already_on_plan"));
  }

  private static Told refusedGrant(String expires) {
    return new Told(
        new Wish.Give(
            new Gift(
                Amount.ofCredits(1),
                50,
                Optional.empty(),
                Optional.of(Instant.parse(expires)),
                "promo",
                false,
                Optional.empty(),
                Optional.empty())),
        "",
        Map.of("code", "invalid_request"));
  }

  private static String at(long number) {
    return "school, operation " + number;
  }

  private void alterEntry(int index, BigInteger amount) {
    Stored.Entry entry = life.entries.get(index);
    life.entries.set(
        index,
        new Stored.Entry(
            entry.sequence(),
            entry.command(),
            entry.from(),
            entry.to(),
            amount,
            entry.grant(),
            entry.after()));
  }

  private static Stored.Entry entry(
      Stored.Entry entry, String to, BigInteger amount, long available) {
    return new Stored.Entry(
        entry.sequence(),
        entry.command(),
        entry.from(),
        to,
        amount,
        OptionalLong.of(SampleLife.GRANT),
        Map.of(
            "available", Amount.ofCredits(available),
            "held", BigInteger.ZERO,
            "debt", BigInteger.ZERO));
  }
}

package dev.saldo.verification.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.out.postgres.wallet.Flaw;
import dev.saldo.out.postgres.wallet.SimulatedRules;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Breaks a rule, or the database, on purpose, and sees each of those notice who should. */
final class SimulationCanFailTest {
  private static final int SEEDS_MAX = 400;

  static Stream<Arguments> brokenRules() {
    return Stream.of(
        rule("frees twice", BrokenRules::freesTwice, "model", "books", "answers"),
        rule("settles twice", BrokenRules::settlesTwice, "model", "books", "answers"),
        rule("forgets the key", BrokenRules::forgetsTheKey, "answers"),
        rule("looks at the key alone", BrokenRules::looksAtTheKeyAlone, "answers"),
        rule("lets holds live", BrokenRules::letsHoldsLive, "model", "books"),
        rule("skips the room", BrokenRules::skipsTheRoom, "model"));
  }

  private static Arguments rule(String name, SimulatedRules rules, String... whoNotices) {
    return Arguments.of(name, rules, Set.of(whoNotices));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenRules")
  void noticesThatARuleIsBroken(String name, SimulatedRules rules, Set<String> whoNotices) {
    assertThat(noticing(new Copy(rules, Set.of()), whoNotices)).as(name).containsAll(whoNotices);
  }

  static Stream<Arguments> brokenDatabases() {
    return Stream.of(
        Arguments.of(Flaw.FORGETS_LOCKS, Set.of("model", "books", "answers")),
        Arguments.of(Flaw.LETS_STALE_WRITES_IN, Set.of("model", "books", "answers")),
        Arguments.of(Flaw.REPEATS_UNANSWERED_COMMITS, Set.of("model", "books", "answers")),
        Arguments.of(Flaw.LOSES_COMMITS, Set.of("books", "answers")),
        Arguments.of(Flaw.TRUSTS_MEMORY, Set.of("model", "books", "answers")),
        Arguments.of(Flaw.FORGETS_ANSWERS, Set.of("answers")),
        Arguments.of(Flaw.TEARS_COMMITS, Set.of("model", "books", "answers")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenDatabases")
  void noticesThatTheDatabaseIsBroken(Flaw flaw, Set<String> whoNotices) {
    Copy copy = new Copy(SimulatedRules.REAL, Set.of(flaw));
    assertThat(noticing(copy, whoNotices)).containsAll(whoNotices);
  }

  @Test
  void triesEveryFlaw() {
    assertThat(brokenDatabases().map(each -> each.get()[0]))
        .containsExactlyInAnyOrderElementsOf(Arrays.asList(Flaw.values()));
  }

  @Test
  void makesALifeThatBreaksSomethingSmaller() {
    Copy copy = new Copy(BrokenRules::skipsTheRoom, Set.of());
    Scenario whole = firstBroken(copy);
    Scenario small = Shrinking.of(whole, copy);
    Verdict verdict = Life.of(small, copy, true);
    assertThat(verdict.held()).isFalse();
    assertThat(verdict.trace()).isNotEmpty();
    assertThat(small.length()).isLessThan(whole.length() / 2);
    assertThat(verdict.faultNumbers())
        .hasSizeLessThan(Life.of(whole, copy, false).faultNumbers().size());
  }

  private static Scenario firstBroken(Copy copy) {
    return Stream.iterate(1L, seed -> seed + 1)
        .limit(SEEDS_MAX)
        .map(Scenario::of)
        .filter(scenario -> scenario.steps() > 20 && !Life.of(scenario, copy, false).held())
        .findFirst()
        .orElseThrow();
  }

  /** Who noticed something, until all have who should. */
  private static Set<String> noticing(Copy copy, Set<String> expected) {
    Set<String> noticed = new TreeSet<>();
    for (int seed = 1; seed <= SEEDS_MAX && !noticed.containsAll(expected); seed++) {
      Life.of(Scenario.of(seed), copy, false).broken().stream()
          .map(fault -> fault.substring(0, fault.indexOf(':')))
          .forEach(noticed::add);
    }
    return noticed;
  }
}

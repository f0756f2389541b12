package dev.saldo.verification.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class LifeTest {
  private static final int SEEDS = 500;

  @Test
  void holdsWhateverFails() {
    Fault.Count faults = new Fault.Count();
    for (long seed = 1; seed <= SEEDS; seed++) {
      Verdict verdict = Life.of(Scenario.of(seed));
      assertThat(verdict.broken()).as("seed %s", seed).isEmpty();
      faults.addAll(verdict.faults());
    }
    assertThat(Fault.values()).allMatch(fault -> faults.of(fault) > 0);
  }

  @Test
  void isTheSameLifeForTheSameSeed() {
    List<Long> once = digests(1);
    assertThat(digests(1)).isEqualTo(once);
    assertThat(digests(1 + once.size())).doesNotContainAnyElementsOf(once);
  }

  @Test
  void tellsTheSameLifeInWords() {
    Scenario scenario = Scenario.of(7);
    Verdict told = Life.of(scenario, Copy.REAL, true);
    assertThat(told.digest()).isEqualTo(Life.of(scenario).digest());
    assertThat(told.trace()).anyMatch(line -> line.startsWith("step 0"));
  }

  @Test
  void sparesFaultsAndSkipsSteps() {
    Scenario scenario = Scenario.of(11);
    Verdict whole = Life.of(scenario);
    assertThat(whole.faultNumbers()).isNotEmpty();
    int first = whole.faultNumbers().getFirst();
    assertThat(Life.of(scenario.sparing(first)).faultNumbers()).doesNotContain(first);
    Set<Integer> all =
        IntStream.range(0, scenario.steps()).boxed().collect(Collectors.toUnmodifiableSet());
    Verdict empty = Life.of(new Scenario(11, scenario.steps(), all, Set.of()));
    assertThat(empty.commands()).isZero();
  }

  private static List<Long> digests(long from) {
    return LongStream.range(from, from + 40)
        .mapToObj(seed -> Life.of(Scenario.of(seed)).digest())
        .toList();
  }
}

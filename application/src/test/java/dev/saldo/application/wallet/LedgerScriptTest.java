package dev.saldo.application.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random lives of wallets; a failure names its seed. */
final class LedgerScriptTest {
  private static final int STEPS = 24_000;

  @ParameterizedTest
  @ValueSource(longs = {1, 20261121})
  void keepsEveryInvariantInEverythingThatCanHappen(long seed) {
    ScriptTally tally = LedgerScripts.runAlike(seed, STEPS, 1, InMemoryFixture::on);
    assertThat(tally.seen()).as("seed %d", seed).containsAll(ScriptTally.possible());
  }
}

package dev.saldo.out.postgres.wallet;

import dev.saldo.application.wallet.LedgerScripts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A random life of wallets gives the same answers and rows in PostgreSQL and in memory. */
final class LedgerScriptIT {
  /** Seven of eight are commands. The system property makes a script longer. */
  private static final int STEPS = Integer.getInteger("saldo.script.steps", 8_000);

  private static final int TURNS = STEPS / 4;

  /** Commands that are in one batch at most: enough for several of each wallet. */
  private static final int BURST_MAX = 48;

  @ParameterizedTest
  @CsvSource({"20261121, 1000"})
  void answersAndStoresLikeTheLedgerInMemory(long seed, long firstWallet) {
    LedgerScripts.runAlike(seed, STEPS, firstWallet, PostgresFixture::on);
  }

  @ParameterizedTest
  @CsvSource({"7, 2000"})
  void answersAndStoresAlikeInBatches(long seed, long firstWallet) {
    try (GroupCommitLedgers ledgers = new GroupCommitLedgers()) {
      LedgerScripts.runAlike(seed, STEPS, firstWallet, BURST_MAX, ledgers::on);
    }
  }

  @ParameterizedTest
  @CsvSource({"11, 3000, 1", "12, 4000, 12"})
  void answersAndStoresAlikeWhenTwoTakeTurns(long seed, long firstWallet, int burstMax) {
    try (GroupCommitLedgers ledgers = new GroupCommitLedgers()) {
      LedgerScripts.runAlike(seed, TURNS, firstWallet, burstMax, ledgers::takingTurns);
    }
  }
}

package dev.saldo.domain.wallet;

/** What freezing a wallet, or ending that, led to. */
public sealed interface FreezeOutcome extends Outcome {
  /**
   * The wallet is frozen from now on, or is so no more.
   *
   * @param number of the command
   */
  record Changed(boolean frozen, Standing standing, long number) implements FreezeOutcome {}

  /** It was so already. */
  record Unchanged(boolean frozen, Standing standing) implements FreezeOutcome {}
}

package dev.saldo.out.postgres.wallet;

/** What a simulated database can do wrong, to see that the instruments notice. */
public enum Flaw {
  /** Nobody waits for the lock of a wallet. */
  FORGETS_LOCKS,
  /** A transaction whose locks were taken from it because it stood still may write. */
  LETS_STALE_WRITES_IN,
  /** What was stored without an answer is stored once more. */
  REPEATS_UNANSWERED_COMMITS,
  /** What an instance remembers of a wallet counts, whoever has changed it since. */
  TRUSTS_MEMORY,
  /** Now and then a commit is answered and not stored. */
  LOSES_COMMITS,
  /** The answer that a key remembers is not found. */
  FORGETS_ANSWERS,
  /** A part of a transaction that fails is stored. */
  TEARS_COMMITS
}

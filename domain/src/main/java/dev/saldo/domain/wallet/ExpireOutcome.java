package dev.saldo.domain.wallet;

/** What posting overdue things led to. */
public sealed interface ExpireOutcome extends Outcome {
  /**
   * What was due is posted.
   *
   * @param entries how many entries that took
   */
  record UpToDate(int entries) implements ExpireOutcome {}
}

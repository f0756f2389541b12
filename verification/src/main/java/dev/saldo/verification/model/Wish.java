package dev.saldo.verification.model;

/** What somebody asked of a wallet. */
public sealed interface Wish {

  /** That a call may run. */
  record Authorize(Call call) implements Wish {}

  /** That a hold be charged. */
  record Settle(long hold, Use use) implements Wish {}

  /** That a hold be given up. */
  record Release(long hold) implements Wish {}

  /** That credits be granted. */
  record Give(Gift gift) implements Wish {}

  /**
   * That the plan be another one.
   *
   * @param when {@code now}, {@code end_of_cycle} or empty
   */
  record ChangePlan(Plan to, String when) implements Wish {}
}

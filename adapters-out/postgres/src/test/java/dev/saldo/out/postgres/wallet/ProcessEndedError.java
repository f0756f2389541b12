package dev.saldo.out.postgres.wallet;

/** Ends a simulated process wherever it is: nothing of the product catches it. */
final class ProcessEndedError extends Error {
  private static final long serialVersionUID = 1L;

  ProcessEndedError() {
    super("the process ended", null, false, false);
  }
}

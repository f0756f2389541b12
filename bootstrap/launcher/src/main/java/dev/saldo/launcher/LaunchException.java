package dev.saldo.launcher;

/** A failure that ends the launcher; its message is the one sentence shown to the operator. */
public final class LaunchException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Failure failure;

  LaunchException(Failure failure, String sentence) {
    super(sentence);
    this.failure = failure;
  }

  Failure failure() {
    return failure;
  }
}

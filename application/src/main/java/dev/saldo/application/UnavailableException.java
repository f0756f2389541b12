package dev.saldo.application;

import org.jspecify.annotations.Nullable;

/** Something outside does not answer. The edge says 503 and when to try again. */
public final class UnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String dependency;

  /**
   * Says what is down.
   *
   * @param dependency such as {@code database}
   * @param cause what was thrown there, if anything was
   */
  public UnavailableException(String dependency, @Nullable Throwable cause) {
    super(dependency + " is unavailable", cause);
    this.dependency = dependency;
  }

  /** What is down: {@code database}. */
  public String dependency() {
    return dependency;
  }
}

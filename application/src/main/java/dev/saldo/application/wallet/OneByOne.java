package dev.saldo.application.wallet;

import dev.saldo.application.UnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * Does one thing after the other, also when one of them has failed: what is wrong with one must not
 * keep the others from being done, today and every other day. An outage ends it at once, since the
 * others would meet it, too.
 */
final class OneByOne {
  private @Nullable RuntimeException failure;

  /**
   * Does one of them.
   *
   * @throws UnavailableException if something outside does not answer
   */
  void attempt(Runnable step) {
    try {
      step.run();
    } catch (UnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      if (failure == null) {
        failure = e;
      } else {
        failure.addSuppressed(e);
      }
    }
  }

  /** After the last: throws what the first one that failed threw, with all others in it. */
  void end() {
    if (failure != null) {
      throw failure;
    }
  }
}

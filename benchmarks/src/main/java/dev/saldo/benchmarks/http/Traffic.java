package dev.saldo.benchmarks.http;

import org.jspecify.annotations.Nullable;

/** What is sent over connections, and what becomes of the answers. Used by one thread. */
interface Traffic {
  /** What to send on a free connection; null when nothing is to be sent now. */
  @Nullable Ask next(long now);

  /** How long nothing will have to be sent, in nanoseconds. */
  long nanosUntilNext(long now);

  /** Whether something is still to be sent after the end. */
  boolean hasMore();

  /**
   * Takes in an answer.
   *
   * @throws IllegalStateException if it is not success
   */
  void answered(Ask ask, Reply reply, long now);
}

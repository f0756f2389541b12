package dev.saldo.benchmarks.http;

/**
 * A request on its way.
 *
 * @param intendedAt when it should have been sent, by {@link System#nanoTime}: waiting for a free
 *     connection counts as latency
 * @param key the idempotency key of the call
 */
record Ask(Kind kind, String text, long intendedAt, String key) {
  /** What is asked. */
  enum Kind {
    AUTHORIZE,
    SETTLE
  }
}

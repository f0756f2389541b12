package dev.saldo.out.postgres.wallet;

/**
 * For how long a shard waits for more commands before it decides those it has. A batch has costs of
 * its own, whatever its size, and callers that were just answered often ask again at once: they are
 * given a moment to come back. It is short beside the time a batch takes, and nobody waits who is
 * alone.
 */
final class Gathering {
  /** The part of the last batch's time that may be waited: one in so many. */
  static final int PART = 8;

  static final long WAIT_NANOS_MAX = 1_000_000;

  /**
   * How many of four that were here lately are enough: how many come varies, and who waited for all
   * would mostly wait in vain.
   */
  private static final int ENOUGH_OF_FOUR = 3;

  private int expected = 1;
  private long waitNanosMax;

  /** The longest wait for the next batch. */
  long waitNanosMax() {
    return waitNanosMax;
  }

  /** Whether most of those are here who were lately. */
  boolean isComplete(int here) {
    return 4 * here >= ENOUGH_OF_FOUR * expected;
  }

  /** Nobody came for a while: whoever comes next is alone. */
  void idle() {
    expected = 1;
  }

  /**
   * A batch was answered.
   *
   * @param size of the batch
   * @param waiting commands that came meanwhile
   * @param nanos how long it took
   */
  void answered(int size, int waiting, long nanos) {
    expected = size + waiting;
    waitNanosMax = Math.min(nanos / PART, WAIT_NANOS_MAX);
  }
}

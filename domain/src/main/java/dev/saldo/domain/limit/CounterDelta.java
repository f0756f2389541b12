package dev.saldo.domain.limit;

/** A change of one counter; negative parts free what was used or reserved. */
public record CounterDelta(CounterKey key, long used, long reserved) {
  /**
   * Both changes as one; they must be of the same counter. What is used may be more than a number
   * can say, as in the counter.
   */
  public CounterDelta plus(CounterDelta other) {
    return new CounterDelta(
        key, Counter.together(used, other.used), Math.addExact(reserved, other.reserved));
  }
}

package dev.saldo.verification.simulation;

import java.util.List;

/** What happens by chance in one step: the same for the same seed and step, whatever was before. */
final class Chance {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  Chance(long seed, int step) {
    this.state = mix(seed * GOLDEN + step) ^ mix(step * GOLDEN);
  }

  /** 0 to {@code bound - 1}. */
  int of(int bound) {
    state += GOLDEN;
    return (int) ((mix(state) >>> 33) % bound);
  }

  /** Whether something happens that does so once in so many times. */
  boolean once(int times) {
    return of(times) == 0;
  }

  <T> T pick(List<T> choices) {
    return choices.get(of(choices.size()));
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}

package dev.saldo.verification.simulation;

import java.util.ArrayList;
import java.util.List;

/** What happened in a life, as a digest and, when it is asked for, in words. */
final class Trace {
  private static final long PRIME = 0x100000001B3L;

  private final boolean inWords;
  private final List<String> lines = new ArrayList<>();
  private long digest = 0xCBF29CE484222325L;

  Trace(boolean inWords) {
    this.inWords = inWords;
  }

  void note(String what, long first, long second) {
    add(what.hashCode());
    add(first);
    add(second);
    if (inWords) {
      lines.add(what + " " + first + " " + second);
    }
  }

  /** Something that only people read, beside what was noted. */
  void explain(Object what) {
    if (inWords) {
      lines.add("    " + what);
    }
  }

  private void add(long value) {
    digest = (digest ^ value) * PRIME;
    digest ^= digest >>> 29;
  }

  long digest() {
    return digest;
  }

  List<String> lines() {
    return lines;
  }
}

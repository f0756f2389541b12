package dev.saldo.verification;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** What the product did wrong, collected from all callers. */
final class Faults {
  private static final int KEPT_MAX = 20;

  private final ConcurrentLinkedQueue<String> kept = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();

  /** Notes a fault; the first ones are kept word by word. */
  void add(String fault) {
    if (count.incrementAndGet() <= KEPT_MAX) {
      kept.add(fault);
    }
  }

  void addAll(List<String> faults) {
    faults.forEach(this::add);
  }

  void require(boolean holds, String otherwise) {
    if (!holds) {
      add(otherwise);
    }
  }

  List<String> list() {
    List<String> all = new ArrayList<>(kept);
    if (count.get() > KEPT_MAX) {
      all.add("and " + (count.get() - KEPT_MAX) + " more");
    }
    return all;
  }
}

package dev.saldo.application;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Calls that are made at the same time. */
public final class Concurrently {
  private Concurrently() {}

  /** What each of so many callers of the same thing was answered. */
  public static <T> List<T> inParallel(int callers, Callable<T> call) throws Exception {
    List<T> results = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(callers)) {
      for (Future<T> result : executor.invokeAll(Collections.nCopies(callers, call))) {
        results.add(result.get());
      }
    }
    return results;
  }
}

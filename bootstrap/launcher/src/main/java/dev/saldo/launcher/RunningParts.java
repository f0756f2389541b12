package dev.saldo.launcher;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * What this launcher has started. A signal may arrive at any moment: a part is either not started
 * or known here, and parts are stopped once, the last one first.
 */
final class RunningParts {
  private final Console console;
  private final Deque<Part> parts = new ArrayDeque<>();
  private boolean stopping;

  RunningParts(Console console) {
    this.console = console;
  }

  /**
   * Starts a part and keeps it; a stop that is asked for meanwhile waits for it.
   *
   * @throws IllegalStateException if the launcher is stopping
   */
  synchronized <T extends Part> T start(Supplier<T> starter) {
    if (stopping) {
      throw new IllegalStateException("The launcher is stopping");
    }
    T part = starter.get();
    parts.push(part);
    return part;
  }

  /** Waits until any part ends. */
  LaunchException awaitFirstEnd() {
    CompletableFuture<?>[] ends;
    synchronized (this) {
      ends = parts.stream().map(Part::end).toArray(CompletableFuture<?>[]::new);
    }
    return (LaunchException) CompletableFuture.anyOf(ends).join();
  }

  /** Whether a stop was asked for, which explains that parts end. */
  synchronized boolean isStopping() {
    return stopping;
  }

  /** Stops every part: the server first, the database second. */
  synchronized void stop() {
    stopping = true;
    boolean any = !parts.isEmpty();
    while (!parts.isEmpty()) {
      Part part = parts.pop();
      if (part.isRunning()) {
        console.say("Stopping " + part.name());
      }
      try {
        part.stop();
      } catch (RuntimeException e) {
        console.complain("Stopping " + part.name() + " failed: " + e.getMessage());
      }
    }
    if (any) {
      console.say("Saldo is stopped");
    }
  }
}

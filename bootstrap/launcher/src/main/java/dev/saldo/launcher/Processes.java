package dev.saldo.launcher;

import java.time.Duration;
import java.util.List;

/** Waits for processes, also those of others, and ends them. */
final class Processes {
  private static final Duration END_MAX = Duration.ofSeconds(30);
  private static final long PAUSE_MILLIS = 20;

  private Processes() {}

  /**
   * Whether a process does anything. One that has ended and waits for its parent to collect its
   * exit code still counts as alive for Java, but it has no command any more.
   */
  static boolean isRunning(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }

  /** Asks processes to end, waits for thirty seconds at most, and then ends them by force. */
  static void end(List<ProcessHandle> processes) {
    processes.forEach(ProcessHandle::destroy);
    if (!haveEnded(processes, END_MAX)) {
      processes.forEach(ProcessHandle::destroyForcibly);
      haveEnded(processes, END_MAX);
    }
  }

  /** Waits until all have ended; says no if it takes longer or the waiting is interrupted. */
  static boolean haveEnded(List<ProcessHandle> processes, Duration max) {
    long deadline = System.nanoTime() + max.toNanos();
    while (processes.stream().anyMatch(Processes::isRunning)) {
      if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
        return false;
      }
      Pause.millis(PAUSE_MILLIS);
    }
    return true;
  }
}

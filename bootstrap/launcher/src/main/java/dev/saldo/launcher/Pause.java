package dev.saldo.launcher;

/** A short wait between two looks at something outside this process. */
final class Pause {
  private Pause() {}

  /** Waits; an interrupt ends the wait and stays set. */
  static void millis(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

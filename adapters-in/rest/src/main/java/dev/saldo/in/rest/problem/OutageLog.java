package dev.saldo.in.rest.problem;

import dev.saldo.application.UnavailableException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Tells the operator what is down without flooding the log: in an outage every call fails alike, so
 * one is told in a while, with the number of those that were not.
 */
final class OutageLog {
  static final Duration PAUSE = Duration.ofSeconds(5);

  private final System.Logger log;
  private final LongSupplier nanoTime;
  private long untold;
  private long toldAt;
  private boolean told;

  OutageLog(System.Logger log, LongSupplier nanoTime) {
    this.log = log;
    this.nanoTime = nanoTime;
  }

  synchronized void log(UnavailableException outage) {
    long now = nanoTime.getAsLong();
    if (told && now - toldAt < PAUSE.toNanos()) {
      untold++;
      return;
    }
    String more = untold == 0 ? "" : " (and " + untold + " calls before)";
    log.log(System.Logger.Level.WARNING, outage.getMessage() + more, outage);
    told = true;
    toldAt = now;
    untold = 0;
  }
}

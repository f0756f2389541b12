package dev.saldo.launcher;

import java.util.concurrent.CompletableFuture;

/** Something that runs for as long as Saldo does. */
interface Part {

  /** What the operator calls it, such as "the server". */
  String name();

  boolean isRunning();

  /** Completes when it ends, with the failure to report if nobody asked it to. */
  CompletableFuture<LaunchException> end();

  /** Stops it cleanly and waits; does nothing if it has ended. */
  void stop();
}

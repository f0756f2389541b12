package dev.saldo.launcher;

import java.io.IOException;
import java.util.Optional;

/**
 * Says whether the Saldo of a data directory runs, for people in words and for scripts in a code.
 */
final class StatusCommand {
  static final int READY = 0;
  static final int NOT_RUNNING = 3;
  static final int NOT_READY = 4;

  private final Console console;
  private final DataPaths paths;

  StatusCommand(Console console, DataPaths paths) {
    this.console = console;
    this.paths = paths;
  }

  /** Looks and returns the exit code: 0 ready, 3 not running, 4 running but not ready. */
  int run() throws IOException {
    Optional<ProcessHandle> launcher = DirectoryLock.holder(paths.lock());
    if (launcher.isEmpty()) {
      Leftovers leftovers = new Leftovers(paths);
      if (leftovers.servers().isEmpty() && leftovers.databases().isEmpty()) {
        console.say("Saldo is not running");
        return NOT_RUNNING;
      }
      console.say(
          "The launcher was killed and parts of Saldo still run: use ./saldo start or ./saldo"
              + " stop");
      return NOT_READY;
    }
    Optional<RunningRecord> running = RunningRecord.readFrom(paths.running());
    String where = running.map(it -> " at " + it.http().url()).orElse("");
    if (running.filter(it -> Readiness.isReady(it.http())).isPresent()) {
      console.say("Saldo is ready" + where + " (process " + launcher.get().pid() + ")");
      return READY;
    }
    console.say("Saldo is running but not ready (process " + launcher.get().pid() + ")");
    return NOT_READY;
  }
}

package dev.saldo.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Stops the Saldo of a data directory, or what a killed launcher has left running. */
final class StopCommand {
  private static final Duration WAIT_MAX = Duration.ofMinutes(3);

  private final Console console;
  private final DataPaths paths;

  StopCommand(Console console, DataPaths paths) {
    this.console = console;
    this.paths = paths;
  }

  /**
   * Returns when nothing runs any more.
   *
   * @throws LaunchException if it takes longer than three minutes
   */
  void run() throws IOException {
    Optional<ProcessHandle> launcher = DirectoryLock.holder(paths.lock());
    if (launcher.isPresent()) {
      stop(launcher.get());
      console.say("Saldo is stopped");
    } else if (clearedUp()) {
      console.say("What a killed Saldo had left running is stopped");
    } else {
      console.say("Saldo is not running");
    }
  }

  private void stop(ProcessHandle launcher) {
    launcher.destroy();
    if (!Processes.haveEnded(List.of(launcher), WAIT_MAX)) {
      throw Failure.STOP_TIMED_OUT.with(launcher.pid(), WAIT_MAX.toSeconds());
    }
  }

  private boolean clearedUp() throws IOException {
    if (!Files.exists(paths.lock())) {
      return false;
    }
    Optional<DirectoryLock> lock = DirectoryLock.take(paths.lock());
    if (lock.isEmpty()) {
      return false;
    }
    try {
      Leftovers leftovers = new Leftovers(paths);
      Optional<ProcessHandle> postgres = leftovers.databases().stream().findAny();
      boolean any = postgres.isPresent() || !leftovers.servers().isEmpty();
      leftovers.stopServers();
      if (postgres.isPresent()) {
        leftovers.stopDatabases(EmbeddedDatabase.clusterOf(paths, postgres.get()));
      }
      return any;
    } finally {
      lock.get().close();
    }
  }
}

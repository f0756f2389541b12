package dev.saldo.benchmarks;

import dev.saldo.launcher.LocalDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The PostgreSQL that Saldo brings, in a directory that is deleted again unless it was given. It is
 * stopped also when the program is interrupted.
 */
public final class FreshDatabase implements AutoCloseable {
  private final Path directory;
  private final boolean isKept;
  private final Thread stopper = new Thread(this::stop, "stop");
  private LocalDatabase database;
  private boolean isOpen = true;

  private FreshDatabase(Path directory, boolean isKept) {
    this.directory = directory;
    this.isKept = isKept;
    this.database = LocalDatabase.start(directory);
    Runtime.getRuntime().addShutdownHook(stopper);
  }

  /** Starts it in a directory to keep, or in a temporary one. */
  public static FreshDatabase open(Optional<String> kept) throws IOException {
    return kept.isPresent()
        ? new FreshDatabase(Path.of(kept.get()).toAbsolutePath(), true)
        : new FreshDatabase(Files.createTempDirectory("saldo-bench"), false);
  }

  /** How it is reached until it is started again. */
  public DatabaseLogins logins() {
    return new DatabaseLogins(database.environment());
  }

  /** The process that answers for all of PostgreSQL's. */
  public ProcessHandle process() {
    return database.process();
  }

  /** Where it lies. */
  public Path directory() {
    return directory;
  }

  /** Stops and starts it, which leaves nothing to be written behind a measurement's back. */
  public synchronized void restart() {
    database.close();
    database = LocalDatabase.start(directory);
  }

  private synchronized void stop() {
    if (isOpen) {
      isOpen = false;
      database.close();
    }
  }

  @Override
  public void close() throws IOException {
    stop();
    Runtime.getRuntime().removeShutdownHook(stopper);
    if (isKept) {
      return;
    }
    List<Path> all;
    try (Stream<Path> found = Files.walk(directory)) {
      all = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.deleteIfExists(each);
    }
  }
}

package dev.saldo.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Starts Saldo, stays with it, and stops it: the server first, the database second. */
final class StartCommand {
  /** How the line begins that says that Saldo takes calls. */
  static final String READY = "Saldo is ready at ";

  private final Console console;
  private final Settings settings;
  private final Path distribution;
  private final RunningParts parts;

  StartCommand(Console console, Settings settings, Path distribution) {
    this.console = console;
    this.settings = settings;
    this.distribution = distribution;
    this.parts = new RunningParts(console);
  }

  /**
   * Runs until a part ends by itself. A signal stops everything in order while this waits.
   *
   * @throws LaunchException always in the end: with what ended, or with what did not start
   */
  void run() throws IOException {
    ServerProcess.requireIn(distribution);
    PostgresVersion version = PostgresVersion.brought();
    Optional<Integer> major =
        settings.ownDatabase().isPresent() ? Optional.empty() : Optional.of(version.major());
    DataDirectory data = DataDirectory.open(settings.dataDirectory(), major);
    DataPaths paths = data.paths();
    console.alsoWriteTo(LogFile.prepared(paths.launcherLog()));
    LogFile.prepared(paths.databaseLog());
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(data), "stop"));
    try {
      new Leftovers(paths).stopServers();
      settings.http().requireFree();
      startServer(paths, database(data, version));
      throw parts.awaitFirstEnd();
    } catch (RuntimeException e) {
      if (parts.isStopping()) {
        awaitTheEnd();
      }
      throw e;
    }
  }

  private DatabaseAccess database(DataDirectory data, PostgresVersion version) {
    if (settings.ownDatabase().isPresent()) {
      DatabaseAccess own = settings.ownDatabase().get();
      console.say("Using the database " + own.shownUrl());
      OwnDatabase.requireReachable(own);
      return own;
    }
    console.say("Starting the database (PostgreSQL " + version.major() + ")");
    return parts.start(() -> EmbeddedDatabase.start(data, version)).access();
  }

  private void startServer(DataPaths paths, DatabaseAccess database) throws IOException {
    console.say("Starting the server");
    Map<String, String> environment = new HashMap<>(database.environment());
    environment.putAll(settings.adminKeys());
    environment.put("SALDO_HTTP_HOST", settings.http().host());
    environment.put("SALDO_HTTP_PORT", Integer.toString(settings.http().port()));
    environment.put("SALDO_DATA_DIR", paths.root().toString());
    environment.put("SALDO_BOOTSTRAP_HANDOVER", paths.handover().toString());
    new RunningRecord(settings.http()).writeTo(paths.running());
    ServerProcess server = parts.start(() -> ServerProcess.start(distribution, paths, environment));
    Readiness.await(server, settings.http(), paths);
    new Handover(paths.handover()).show(console);
    console.say(READY + settings.http().url());
  }

  private void stop(DataDirectory data) {
    parts.stop();
    try {
      Files.deleteIfExists(data.paths().running());
      data.close();
    } catch (IOException e) {
      console.complain("The data directory was not left in order: " + e.getMessage());
    }
  }

  /** The virtual machine ends as soon as the stop is done; until then a failure is no news. */
  private static void awaitTheEnd() {
    try {
      Thread.currentThread().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

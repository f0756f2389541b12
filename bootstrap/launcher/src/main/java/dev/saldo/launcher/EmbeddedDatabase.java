package dev.saldo.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The PostgreSQL that Saldo brings: durable, on 127.0.0.1 only, with passwords for every role. */
final class EmbeddedDatabase implements Part {
  private static final long WATCH_MILLIS = 250;

  private final DataPaths paths;
  private final PostgresCluster cluster;
  private final DatabaseAccess access;
  private final ProcessHandle process;

  private EmbeddedDatabase(
      DataPaths paths, PostgresCluster cluster, DatabaseAccess access, ProcessHandle process) {
    this.paths = paths;
    this.cluster = cluster;
    this.access = access;
    this.process = process;
  }

  /**
   * Starts it on the data of a directory this launcher has locked. Whatever an earlier start left,
   * running or half done, is brought in order first; if this start fails, nothing is left running.
   *
   * @throws LaunchException if it does not start
   */
  static EmbeddedDatabase start(DataDirectory data, PostgresVersion version) {
    DataPaths paths = data.paths();
    try {
      Path binaries = PostgresBinaries.unpackInto(paths.binaries(), version);
      PostgresCluster cluster =
          new PostgresCluster(paths, new PostgresPrograms(binaries, paths.databaseLog()));
      new Leftovers(paths).stopDatabases(cluster);
      PostgresBinaries.removeOthers(paths.binaries(), binaries);
      Secrets secrets = Secrets.of(paths);
      cluster.createIfMissing(secrets.superuser());
      return serve(paths, cluster, secrets);
    } catch (IOException e) {
      throw Failure.DATA_DIRECTORY_UNUSABLE.with(paths.root(), DataDirectory.reason(e));
    }
  }

  private static EmbeddedDatabase serve(DataPaths paths, PostgresCluster cluster, Secrets secrets)
      throws IOException {
    boolean complete = false;
    try {
      String url = DatabaseSetup.prepare(cluster.start(), secrets);
      DatabaseAccess access =
          new DatabaseAccess(
              url,
              secrets.owner(),
              RoleLogin.derived(secrets.owner(), DatabaseAccess.APP_ROLE),
              RoleLogin.derived(secrets.owner(), DatabaseAccess.LEDGER_ROLE));
      ProcessHandle process =
          cluster
              .recordedPid()
              .flatMap(ProcessHandle::of)
              .orElseThrow(() -> Failure.DATABASE_STOPPED.with(paths.databaseLog()));
      complete = true;
      return new EmbeddedDatabase(paths, cluster, access, process);
    } catch (SQLException e) {
      throw Failure.EMBEDDED_DATABASE_FAILED.with(
          "be set up (" + e.getMessage() + ")", paths.databaseLog());
    } finally {
      if (!complete) {
        new Leftovers(paths).stopDatabases(cluster);
      }
    }
  }

  /** The cluster of a data directory on which this left-over process of PostgreSQL works. */
  static PostgresCluster clusterOf(DataPaths paths, ProcessHandle leftover) throws IOException {
    Path program = Path.of(leftover.info().command().orElseThrow());
    return new PostgresCluster(
        paths, new PostgresPrograms(program.resolveSibling("."), paths.databaseLog()));
  }

  DatabaseAccess access() {
    return access;
  }

  /** The process that answers for all of PostgreSQL's. */
  ProcessHandle process() {
    return process;
  }

  @Override
  public String name() {
    return "the database";
  }

  @Override
  public boolean isRunning() {
    return Processes.isRunning(process);
  }

  @Override
  public CompletableFuture<LaunchException> end() {
    CompletableFuture<LaunchException> end = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              while (isRunning()) {
                Pause.millis(WATCH_MILLIS);
              }
              end.complete(Failure.DATABASE_STOPPED.with(paths.databaseLog()));
            });
    return end;
  }

  @Override
  public void stop() {
    try {
      new Leftovers(paths).stopDatabases(cluster);
      Processes.end(List.of(process));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

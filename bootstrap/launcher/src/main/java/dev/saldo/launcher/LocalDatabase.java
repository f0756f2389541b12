package dev.saldo.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The PostgreSQL that Saldo brings, without a server: as durable as in production, for whoever
 * measures or verifies. After a kill it is closed and started again on the same directory.
 */
public final class LocalDatabase implements AutoCloseable {
  private final DataDirectory data;
  private final EmbeddedDatabase database;

  private LocalDatabase(DataDirectory data, EmbeddedDatabase database) {
    this.data = data;
    this.database = database;
  }

  /**
   * Starts it on a directory, which is created if it is missing. The roles that serve calls are
   * made by the server's migrations.
   *
   * @throws LaunchException if it does not start, or the directory is in use
   */
  public static LocalDatabase start(Path directory) {
    PostgresVersion version = PostgresVersion.brought();
    DataDirectory data =
        DataDirectory.open(directory.toAbsolutePath(), Optional.of(version.major()));
    try {
      LogFile.prepared(data.paths().databaseLog());
      return new LocalDatabase(data, EmbeddedDatabase.start(data, version));
    } catch (IOException e) {
      close(data);
      throw Failure.DATA_DIRECTORY_UNUSABLE.with(data.paths().root(), DataDirectory.reason(e));
    } catch (RuntimeException e) {
      close(data);
      throw e;
    }
  }

  /** The environment variables, {@code SALDO_DB_…}, by which a server is told of it. */
  public Map<String, String> environment() {
    return database.access().environment();
  }

  /** The process that answers for all of PostgreSQL's; killing it is a crash of the database. */
  public ProcessHandle process() {
    return database.process();
  }

  /**
   * Copies it while it runs, to a directory that is not there yet and can be started on.
   *
   * @throws LaunchException if the copy cannot be made
   */
  public void backUp(Path target) {
    new Backup(data.paths(), new DataPaths(target.toAbsolutePath())).make();
  }

  /** Stops it cleanly; one that was killed is tidied up. */
  @Override
  public void close() {
    try {
      database.stop();
    } finally {
      close(data);
    }
  }

  private static void close(DataDirectory data) {
    try {
      data.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.saldo.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;

/** The database of an installation that runs, for whoever administers it from a terminal. */
public final class InstalledDatabase {
  private InstalledDatabase() {}

  /**
   * The environment variables, {@code SALDO_DB_…}, by which a server is told of it.
   *
   * @param environment the operator's: {@code SALDO_DB_URL}, or else {@code SALDO_DATA_DIR}
   * @return empty when nothing runs on the data directory
   * @throws LaunchException if a setting is unusable, or the directory cannot be read
   */
  public static Optional<Map<String, String>> of(Map<String, String> environment) {
    Settings settings = Settings.from(environment);
    if (settings.ownDatabase().isPresent()) {
      return settings.ownDatabase().map(DatabaseAccess::environment);
    }
    DataPaths paths = new DataPaths(settings.dataDirectory());
    try {
      if (DirectoryLock.holder(paths.lock()).isEmpty() || !Files.exists(paths.databasePort())) {
        return Optional.empty();
      }
      int port = Integer.parseInt(Files.readString(paths.databasePort()).strip());
      RoleLogin owner = Secrets.of(paths).owner();
      return Optional.of(
          new DatabaseAccess(
                  DatabaseSetup.url(port),
                  owner,
                  RoleLogin.derived(owner, DatabaseAccess.APP_ROLE),
                  RoleLogin.derived(owner, DatabaseAccess.LEDGER_ROLE))
              .environment());
    } catch (IOException e) {
      throw Failure.DATA_DIRECTORY_UNUSABLE.with(paths.root(), DataDirectory.reason(e));
    }
  }
}

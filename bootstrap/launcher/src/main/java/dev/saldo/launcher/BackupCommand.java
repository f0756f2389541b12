package dev.saldo.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Copies the data of the Saldo that runs, while it runs. */
final class BackupCommand {
  private final Console console;
  private final Settings settings;
  private final DataPaths paths;

  BackupCommand(Console console, Settings settings, DataPaths paths) {
    this.console = console;
    this.settings = settings;
    this.paths = paths;
  }

  /**
   * Returns when the copy is complete and on disk.
   *
   * @param target a directory that is not there yet
   * @throws LaunchException if the database is the operator's own or does not run, or the copy
   *     cannot be made
   */
  void run(Path target) throws IOException {
    if (settings.ownDatabase().isPresent()) {
      throw Failure.BACKUP_OF_OWN_DATABASE.with();
    }
    if (!Files.exists(paths.postgres()) || new Leftovers(paths).databases().isEmpty()) {
      throw Failure.BACKUP_OF_NOTHING.with(paths.root());
    }
    DataPaths copy = new DataPaths(target.toAbsolutePath().normalize());
    new Backup(paths, copy).make();
    console.say("Saldo is copied to " + copy.root());
  }
}

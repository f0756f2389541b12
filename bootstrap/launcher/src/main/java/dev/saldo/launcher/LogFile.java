package dev.saldo.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Keeps the logs that Saldo's start appends to from growing without end. */
final class LogFile {
  private static final long BYTES_MAX = 10_000_000;

  private LogFile() {}

  /**
   * Makes a log ready for another run: a large one is set aside, replacing the one set aside last.
   */
  static Path prepared(Path log) throws IOException {
    if (Files.exists(log) && Files.size(log) > BYTES_MAX) {
      Path previous = log.resolveSibling(log.getFileName() + ".1");
      Files.move(log, previous, StandardCopyOption.REPLACE_EXISTING);
    }
    return log;
  }
}

package dev.saldo.launcher;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.TreeSet;

/**
 * The admin keys that the server made for the tenants it created. The server leaves them in a
 * private file; they are shown once, on the terminal only, and the file is deleted after that.
 */
final class Handover {
  private final Path file;

  Handover(Path file) {
    this.file = file;
  }

  /**
   * Shows the keys if there are any; keeps the file for the next start if nobody could see them.
   */
  void show(Console console) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    Properties keys = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      keys.load(reader);
    }
    boolean shown = true;
    for (String tenant : new TreeSet<>(keys.stringPropertyNames())) {
      shown &= console.reveal("Admin key of tenant " + tenant + ": " + keys.getProperty(tenant));
    }
    if (!keys.isEmpty()) {
      shown &= console.reveal("Keep these keys now: they are not shown again.");
    }
    if (shown) {
      Files.delete(file);
    }
  }
}

package dev.saldo.launcher;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** What a running launcher notes for {@code status}: where the server listens. No secrets. */
record RunningRecord(HttpAddress http) {

  void writeTo(Path file) throws IOException {
    PrivateFiles.write(file, "host=" + http.host() + "\nport=" + http.port() + "\n");
  }

  static Optional<RunningRecord> readFrom(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties noted = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      noted.load(reader);
    }
    int port = Integer.parseInt(noted.getProperty("port"));
    return Optional.of(new RunningRecord(new HttpAddress(noted.getProperty("host"), port)));
  }
}

package dev.saldo.launcher;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;

/** The logins of the embedded database, made once at random and kept in a file of mode 0600. */
record Secrets(RoleLogin superuser, RoleLogin owner) {
  static final String SUPERUSER = "postgres";
  static final String OWNER = "saldo_owner";

  private static final int PASSWORD_BYTES = 32;

  /**
   * Reads the logins, or makes them when there is no database yet.
   *
   * @throws LaunchException if a database is there and its passwords are not
   */
  static Secrets of(DataPaths paths) throws IOException {
    if (!Files.exists(paths.secrets()) && !Files.exists(paths.postgres())) {
      PrivateFiles.write(
          paths.secrets(), SUPERUSER + "=" + random() + "\n" + OWNER + "=" + random() + "\n");
    }
    Properties kept = new Properties();
    if (Files.exists(paths.secrets())) {
      try (Reader reader = Files.newBufferedReader(paths.secrets())) {
        kept.load(reader);
      }
    }
    return new Secrets(
        login(kept, SUPERUSER, paths.secrets()), login(kept, OWNER, paths.secrets()));
  }

  private static RoleLogin login(Properties kept, String role, Path file) {
    String password = kept.getProperty(role);
    if (password == null || password.isBlank()) {
      throw Failure.SECRETS_MISSING.with(file);
    }
    return new RoleLogin(role, password);
  }

  private static String random() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}

package dev.saldo.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * The version of PostgreSQL that Saldo brings.
 *
 * @param full such as {@code 18.6.0}
 */
record PostgresVersion(String full) {

  /** The version this launcher was built with. */
  static PostgresVersion brought() {
    try (InputStream resource = PostgresVersion.class.getResourceAsStream("launcher.properties")) {
      Properties built = new Properties();
      built.load(resource);
      return new PostgresVersion(built.getProperty("postgresql.version"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The number that decides whether data can be read. */
  int major() {
    return Integer.parseInt(full.substring(0, full.indexOf('.')));
  }
}

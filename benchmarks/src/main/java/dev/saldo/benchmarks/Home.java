package dev.saldo.benchmarks;

import java.nio.file.Path;

/** Where the sources and what is built from them lie. */
public final class Home {
  private Home() {}

  /** A path below the root of the project, which the start script names. */
  public static Path resolve(String path) {
    return Path.of(System.getProperty("saldo.home", "")).toAbsolutePath().resolve(path);
  }
}

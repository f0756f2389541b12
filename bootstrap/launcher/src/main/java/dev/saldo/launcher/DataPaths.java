package dev.saldo.launcher;

import java.nio.file.Path;

/** Where everything lies in a data directory. */
record DataPaths(Path root) {

  Path lock() {
    return root.resolve("saldo.lock");
  }

  Path version() {
    return root.resolve("VERSION");
  }

  /** The passwords of the embedded database. */
  Path secrets() {
    return root.resolve("secrets.properties");
  }

  /** The admin keys the server made at its first start, until they have been shown. */
  Path handover() {
    return root.resolve("admin-keys.properties");
  }

  /** What runs at present. */
  Path running() {
    return root.resolve("running.properties");
  }

  /** The port of the embedded database. */
  Path databasePort() {
    return root.resolve("database-port");
  }

  /** The unpacked programs of PostgreSQL, one directory for each version. */
  Path binaries() {
    return root.resolve("bin");
  }

  /** The data of PostgreSQL. */
  Path postgres() {
    return root.resolve("postgres");
  }

  /** The server's work area. */
  Path server() {
    return root.resolve("server");
  }

  Path logs() {
    return root.resolve("logs");
  }

  Path launcherLog() {
    return logs().resolve("launcher.log");
  }

  Path databaseLog() {
    return logs().resolve("database.log");
  }

  /** What the server's process prints; its own log, {@code messages.log}, lies beside it. */
  Path serverConsole() {
    return logs().resolve("server-console.log");
  }

  Path serverLog() {
    return logs().resolve("messages.log");
  }
}

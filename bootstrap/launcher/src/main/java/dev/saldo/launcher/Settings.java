package dev.saldo.launcher;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the operator chose, read from the environment. An empty variable counts as unset.
 *
 * @param ownDatabase the operator's PostgreSQL; absent means the embedded one
 * @param adminKeys the admin keys given beforehand, as the variables for the server
 */
record Settings(
    HttpAddress http,
    Path dataDirectory,
    Optional<DatabaseAccess> ownDatabase,
    Map<String, String> adminKeys) {
  private static final int PORT_MAX = 65_535;

  Settings {
    adminKeys = Map.copyOf(adminKeys);
  }

  /**
   * Reads the settings.
   *
   * @throws LaunchException naming the first variable with an unusable value
   */
  static Settings from(Map<String, String> environment) {
    Variables given = new Variables(environment);
    return new Settings(
        new HttpAddress(given.get("SALDO_HTTP_HOST").orElse("127.0.0.1"), port(given)),
        dataDirectory(given),
        given.get("SALDO_DB_URL").map(url -> ownDatabase(url, given)),
        given.only("SALDO_BOOTSTRAP_KEY", "SALDO_BOOTSTRAP_TEST_KEY"));
  }

  private static int port(Variables given) {
    String text = given.get("SALDO_HTTP_PORT").orElse("8080");
    try {
      int port = Integer.parseInt(text);
      if (port >= 1 && port <= PORT_MAX) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Answered below, like a number out of range.
    }
    throw Failure.SETTING_INVALID.with("SALDO_HTTP_PORT", "a port number from 1 to " + PORT_MAX);
  }

  private static Path dataDirectory(Variables given) {
    try {
      return real(Path.of(given.get("SALDO_DATA_DIR").orElse("data")).toAbsolutePath().normalize());
    } catch (InvalidPathException e) {
      throw Failure.SETTING_INVALID.with("SALDO_DATA_DIR", "a path");
    }
  }

  /** The path without links, so that a directory has one name however it is reached. */
  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      Path parent = path.getParent();
      return parent == null ? path : real(parent).resolve(path.getFileName());
    }
  }

  private static DatabaseAccess ownDatabase(String url, Variables given) {
    if (!url.startsWith("jdbc:postgresql:") || url.matches("(?i).*[?&](user|password)=.*")) {
      throw Failure.SETTING_INVALID.with(
          "SALDO_DB_URL",
          "a URL such as jdbc:postgresql://host:5432/saldo, without user and password");
    }
    RoleLogin owner =
        new RoleLogin(given.require("SALDO_DB_USER"), given.require("SALDO_DB_PASSWORD"));
    return new DatabaseAccess(
        url,
        owner,
        role(given, owner, "SALDO_DB_APP", DatabaseAccess.APP_ROLE),
        role(given, owner, "SALDO_DB_LEDGER", DatabaseAccess.LEDGER_ROLE));
  }

  private static RoleLogin role(Variables given, RoleLogin owner, String prefix, String standard) {
    RoleLogin derived = RoleLogin.derived(owner, given.get(prefix + "_USER").orElse(standard));
    return given
        .get(prefix + "_PASSWORD")
        .map(password -> new RoleLogin(derived.user(), password))
        .orElse(derived);
  }

  private record Variables(Map<String, String> environment) {
    Optional<String> get(String name) {
      return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    String require(String name) {
      return get(name)
          .orElseThrow(() -> Failure.SETTING_INVALID.with(name, "set together with SALDO_DB_URL"));
    }

    Map<String, String> only(String... names) {
      Map<String, String> present = new HashMap<>();
      for (String name : names) {
        get(name).ifPresent(value -> present.put(name, value));
      }
      return present;
    }
  }
}

package dev.saldo.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A server without a database of its own, for whoever measures or verifies. After a kill it is
 * started again on the same directory.
 */
public final class LocalServer implements AutoCloseable {
  private final ServerProcess server;
  private final HttpAddress address;

  private LocalServer(ServerProcess server, HttpAddress address) {
    this.server = server;
    this.address = address;
  }

  /**
   * Starts it on a directory for its logs and work area, which is created if it is missing, and
   * waits until it takes calls.
   *
   * @param distribution the directory of the Liberty runtime
   * @param port where it listens on 127.0.0.1
   * @param environment what it is told besides, its database above all
   * @throws LaunchException if it does not start
   */
  public static LocalServer start(
      Path distribution, Path directory, int port, Map<String, String> environment) {
    ServerProcess.requireIn(distribution);
    HttpAddress address = new HttpAddress("127.0.0.1", port);
    address.requireFree();
    DataPaths paths = new DataPaths(directory.toAbsolutePath());
    try {
      PrivateFiles.createDirectories(paths.logs());
    } catch (IOException e) {
      throw Failure.DATA_DIRECTORY_UNUSABLE.with(paths.root(), DataDirectory.reason(e));
    }
    ServerProcess server = ServerProcess.start(distribution, paths, told(address, environment));
    try {
      Readiness.await(server, address, paths);
    } catch (LaunchException e) {
      server.stop();
      throw e;
    }
    return new LocalServer(server, address);
  }

  private static Map<String, String> told(HttpAddress address, Map<String, String> environment) {
    Map<String, String> told = new HashMap<>(environment);
    told.put("SALDO_HTTP_HOST", address.host());
    told.put("SALDO_HTTP_PORT", Integer.toString(address.port()));
    return told;
  }

  /** The base URL under which this machine reaches it. */
  public String url() {
    return address.url();
  }

  /** Whether it says of itself that it takes calls. */
  public boolean isReady() {
    return Readiness.isReady(address);
  }

  /** The server's process; killing it is a crash. */
  public ProcessHandle process() {
    return server.process();
  }

  /** Stops it cleanly; does nothing if it has ended. */
  @Override
  public void close() {
    server.stop();
  }
}

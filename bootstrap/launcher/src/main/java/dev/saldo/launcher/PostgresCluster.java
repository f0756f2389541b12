package dev.saldo.launcher;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One directory of PostgreSQL data and the process that serves it. */
final class PostgresCluster {
  private static final int START_SECONDS_MAX = 120;
  private static final int STOP_SECONDS_MAX = 60;
  private static final int PORT_ATTEMPTS_MAX = 3;

  private static final long MEGABYTE = 1L << 20;
  private static final long BUFFERS_MEGABYTES_MAX = 1_024;
  private static final long MEMORY_FOR_EACH_OF_BUFFERS = 4;

  /**
   * Written into postgresql.conf once: the operator may change them there. Files of the write-ahead
   * log are kept to be used again, since a busy ledger waits whenever one has to be made.
   */
  private static final Map<String, String> INITIAL =
      Map.of(
          "shared_buffers", sharedBuffers(memory()),
          "max_connections", "100",
          "min_wal_size", "2GB",
          "max_wal_size", "4GB",
          "checkpoint_timeout", "15min",
          "timezone", "UTC",
          "log_timezone", "UTC",
          "log_line_prefix", "%m [%p] %q%u@%d ");

  /** Given at every start, stronger than postgresql.conf: durability and who may connect. */
  private static final String ALWAYS =
      "-c fsync=on -c synchronous_commit=on -c full_page_writes=on"
          + " -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c port=";

  private final DataPaths paths;
  private final PostgresPrograms programs;

  /**
   * What PostgreSQL keeps in memory: a quarter of the machine's, up to the size that a busy ledger
   * of some months needs.
   *
   * @param memory bytes that this machine or container has
   */
  static String sharedBuffers(long memory) {
    long part = memory / MEGABYTE / MEMORY_FOR_EACH_OF_BUFFERS;
    return Math.min(part, BUFFERS_MEGABYTES_MAX) + "MB";
  }

  private static long memory() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
  }

  PostgresCluster(DataPaths paths, PostgresPrograms programs) {
    this.paths = paths;
    this.programs = programs;
  }

  /**
   * Creates the data unless they are there. They get their final name when they are complete, so a
   * half-done attempt is simply made again.
   */
  void createIfMissing(RoleLogin superuser) throws IOException {
    if (Files.exists(paths.postgres())) {
      return;
    }
    Path unfinished = paths.root().resolve("postgres.unfinished");
    Path passwordFile = paths.root().resolve("postgres.password");
    PrivateFiles.deleteAll(unfinished);
    PrivateFiles.write(passwordFile, superuser.password() + "\n");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--pgdata=" + unfinished,
                "--username=" + superuser.user(),
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-instructions"));
    INITIAL.forEach((name, value) -> arguments.add("--set=" + name + "=" + value));
    boolean created = programs.run("initdb", arguments.toArray(String[]::new));
    Files.delete(passwordFile);
    if (!created) {
      throw Failure.EMBEDDED_DATABASE_FAILED.with("be created", paths.databaseLog());
    }
    PrivateFiles.moveIntoPlace(unfinished, paths.postgres());
  }

  /**
   * Starts PostgreSQL on the port it had last, or on a free one when that is taken.
   *
   * @return the port, on 127.0.0.1
   */
  int start() throws IOException {
    for (int attempt = 1; attempt <= PORT_ATTEMPTS_MAX; attempt++) {
      int port = rememberedPort().filter(PostgresCluster::isFree).orElseGet(() -> anyFreePort());
      PrivateFiles.write(paths.databasePort(), Integer.toString(port));
      if (control(
          "start", START_SECONDS_MAX, "--log=" + paths.databaseLog(), "-o", ALWAYS + port)) {
        return port;
      }
      if (isFree(port)) {
        break;
      }
    }
    throw Failure.EMBEDDED_DATABASE_FAILED.with("start", paths.databaseLog());
  }

  /** Stops PostgreSQL cleanly; sessions that are still open are rolled back. */
  boolean stop() throws IOException {
    return control("stop", STOP_SECONDS_MAX, "--mode=fast")
        || control("stop", STOP_SECONDS_MAX, "--mode=immediate");
  }

  /** The process id in the cluster's own lock file, whether or not that process lives. */
  Optional<Long> recordedPid() throws IOException {
    Path file = paths.postgres().resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    return Files.readString(file).lines().findFirst().map(String::strip).map(Long::valueOf);
  }

  /** Removes the lock file of a server that is gone, whose process id may be another's by now. */
  void forgetDeadServer() throws IOException {
    Files.deleteIfExists(paths.postgres().resolve("postmaster.pid"));
  }

  private boolean control(String action, int secondsMax, String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                action,
                "--wait",
                "--silent",
                "--timeout=" + secondsMax,
                "--pgdata=" + paths.postgres()));
    arguments.addAll(List.of(more));
    return programs.run("pg_ctl", arguments.toArray(String[]::new));
  }

  private Optional<Integer> rememberedPort() throws IOException {
    return Files.exists(paths.databasePort())
        ? Optional.of(Integer.valueOf(Files.readString(paths.databasePort()).strip()))
        : Optional.empty();
  }

  private static boolean isFree(int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int anyFreePort() {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}

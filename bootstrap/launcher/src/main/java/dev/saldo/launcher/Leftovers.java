package dev.saldo.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/**
 * Processes that outlived a launcher that was killed. A server is known by the data directory among
 * its arguments, PostgreSQL by its program inside the data directory; process ids in files are not
 * trusted, as the system gives them out again.
 */
final class Leftovers {
  private final DataPaths paths;

  Leftovers(DataPaths paths) {
    this.paths = paths;
  }

  /** The argument by which a server of this data directory is known. */
  static String mark(DataPaths paths) {
    return "-Dsaldo.data.directory=" + paths.root();
  }

  List<ProcessHandle> servers() {
    String mark = mark(paths);
    return living(
        info ->
            info.arguments()
                .map(arguments -> List.of(arguments).contains(mark))
                .orElseGet(() -> info.commandLine().orElse("").contains(mark + " ")));
  }

  List<ProcessHandle> databases() throws IOException {
    if (!paths.binaries().toFile().exists()) {
      return List.of();
    }
    Path binaries = paths.binaries().toRealPath();
    return living(
        info -> info.command().filter(it -> Path.of(it).startsWith(binaries)).isPresent());
  }

  /** Stops left-over servers, by force if they do not listen. */
  void stopServers() {
    Processes.end(servers());
  }

  /** Stops a left-over PostgreSQL cleanly, and what a killed one has left. */
  void stopDatabases(PostgresCluster cluster) throws IOException {
    List<ProcessHandle> found = databases();
    Long recorded = cluster.recordedPid().orElse(-1L);
    if (found.stream().anyMatch(process -> process.pid() == recorded)) {
      cluster.stop();
    }
    Processes.end(databases());
    if (!databases().isEmpty()) {
      throw Failure.EMBEDDED_DATABASE_FAILED.with("be stopped", paths.databaseLog());
    }
    cluster.forgetDeadServer();
  }

  private static List<ProcessHandle> living(Predicate<ProcessHandle.Info> wanted) {
    return ProcessHandle.allProcesses().filter(it -> wanted.test(it.info())).toList();
  }
}

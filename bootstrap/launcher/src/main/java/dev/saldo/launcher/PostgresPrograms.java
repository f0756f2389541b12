package dev.saldo.launcher;

import com.sun.security.auth.module.UnixSystem;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the programs of PostgreSQL, which refuse to run as root: for root they run in a user
 * namespace of their own, where the same files belong to an ordinary user.
 */
final class PostgresPrograms {
  private final Path directory;
  private final File log;
  private final List<String> prefix;

  /**
   * @param log receives what the programs print
   * @throws LaunchException if this is root and the machine allows no user namespaces
   */
  PostgresPrograms(Path directory, Path log) {
    this.directory = directory;
    this.log = log.toFile();
    this.prefix = new UnixSystem().getUid() == 0 ? List.of("unshare", "-U") : List.of();
    if (!prefix.isEmpty() && !mayDropRights()) {
      throw Failure.ROOT_REFUSED.with();
    }
  }

  /** Runs a program to its end. Its environment is free of secrets and of PostgreSQL's settings. */
  boolean run(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(directory.resolve(program).toString());
    command.addAll(List.of(arguments));
    return succeeds(command);
  }

  private boolean mayDropRights() {
    try {
      return succeeds(List.of("true"));
    } catch (IOException e) {
      return false;
    }
  }

  private boolean succeeds(List<String> command) throws IOException {
    List<String> whole = new ArrayList<>(prefix);
    whole.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(whole)
            .directory(directory.toFile().exists() ? directory.toFile() : null)
            .redirectErrorStream(true)
            .redirectInput(Redirect.from(new File("/dev/null")))
            .redirectOutput(Redirect.appendTo(log));
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("PG") || name.startsWith("SALDO_"));
    try {
      return builder.start().waitFor() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

package dev.saldo.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A launcher as the operator runs it, with a stand-in for the server. */
final class LauncherProcess {
  private static final int WAIT_SECONDS_MAX = 60;
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final String CLASS_PATH = System.getProperty("java.class.path");

  private final Process process;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final CompletableFuture<String> ready = new CompletableFuture<>();
  private final Thread reader;

  private LauncherProcess(Process process) {
    this.process = process;
    this.reader = Thread.ofVirtual().start(this::read);
  }

  /** Runs one command on a data directory; the environment given is added to this process's. */
  static LauncherProcess run(Path root, Map<String, String> environment, String... arguments)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.concat(
                    Stream.of(
                        JAVA.toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dsaldo.distribution=" + distributionBeside(root),
                        "-cp",
                        CLASS_PATH,
                        Launcher.class.getName()),
                    Stream.of(arguments))
                .toList());
    builder.environment().keySet().removeIf(name -> name.startsWith("SALDO_"));
    builder.environment().put("SALDO_DATA_DIR", root.toString());
    builder.environment().putAll(environment);
    return new LauncherProcess(builder.redirectErrorStream(true).start());
  }

  /** Waits for the line that says that Saldo is ready. */
  LauncherProcess untilReady() throws Exception {
    try {
      ready.get(WAIT_SECONDS_MAX, TimeUnit.SECONDS);
      return this;
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("Not ready:\n" + terminal(), e);
    }
  }

  /** Waits for the end and returns the exit code. */
  int exitCode() throws InterruptedException {
    if (!process.waitFor(WAIT_SECONDS_MAX, TimeUnit.SECONDS)) {
      throw new AssertionError("Still running:\n" + terminal());
    }
    reader.join();
    return process.exitValue();
  }

  /** Everything it has shown so far. */
  String terminal() {
    return String.join("", lines.stream().map(line -> line + "\n").toList());
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  private void read() {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.add(line);
        if (line.startsWith(StartCommand.READY)) {
          ready.complete(line);
        }
      }
      ready.completeExceptionally(new IllegalStateException("ended"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path distributionBeside(Path root) throws IOException {
    Path distribution = root.resolveSibling("wlp");
    Path script = distribution.resolve("bin").resolve("server");
    if (!Files.exists(script)) {
      Files.createDirectories(script.resolveSibling("."));
      Files.writeString(
          script,
          "#!/bin/sh\nshift 2\nexec '%s' \"$@\" -cp '%s' %s\n"
              .formatted(JAVA, CLASS_PATH, StandInServer.class.getName()));
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }
    return distribution;
  }
}

package dev.saldo.launcher;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The Open Liberty server as a child process. */
final class ServerProcess implements Part {
  static final String SERVER_NAME = "saldo";

  private final DataPaths paths;
  private final Process process;

  private ServerProcess(DataPaths paths, Process process) {
    this.paths = paths;
    this.process = process;
  }

  /**
   * Starts it; it is not ready yet. Secrets reach it by its environment only.
   *
   * @param distribution the directory of the Liberty runtime
   */
  static ServerProcess start(Path distribution, DataPaths paths, Map<String, String> environment) {
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(script(distribution).toString(), "run", SERVER_NAME, Leftovers.mark(paths)))
            .directory(paths.root().toFile())
            .redirectErrorStream(true)
            .redirectInput(Redirect.from(new File("/dev/null")))
            .redirectOutput(paths.serverConsole().toFile());
    Map<String, String> inherited = builder.environment();
    inherited.putIfAbsent("SALDO_OPENAPI", "off");
    inherited.putAll(environment);
    inherited.put("JAVA_HOME", System.getProperty("java.home"));
    inherited.put("WLP_OUTPUT_DIR", paths.server().toString());
    inherited.put("LOG_DIR", paths.logs().toString());
    try {
      PrivateFiles.createDirectories(paths.server());
      return new ServerProcess(paths, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Makes sure that there is a server to start.
   *
   * @throws LaunchException if there is none in the distribution
   */
  static void requireIn(Path distribution) {
    if (!Files.isExecutable(script(distribution))) {
      throw Failure.DISTRIBUTION_MISSING.with(distribution);
    }
  }

  private static Path script(Path distribution) {
    return distribution.resolve("bin").resolve("server");
  }

  ProcessHandle process() {
    return process.toHandle();
  }

  @Override
  public String name() {
    return "the server";
  }

  @Override
  public boolean isRunning() {
    return process.isAlive();
  }

  @Override
  public CompletableFuture<LaunchException> end() {
    return process
        .onExit()
        .thenApply(ended -> Failure.SERVER_STOPPED.with(ended.exitValue(), paths.serverConsole()));
  }

  @Override
  public void stop() {
    Processes.end(List.of(process.toHandle()));
  }
}

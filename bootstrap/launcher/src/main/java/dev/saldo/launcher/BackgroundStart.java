package dev.saldo.launcher;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Starts a launcher that outlives the terminal, and shows what it says until Saldo is ready. What
 * it says passes through memory, so the admin keys are in no file.
 */
final class BackgroundStart {
  private final Console console;

  BackgroundStart(Console console) {
    this.console = console;
  }

  /**
   * Returns when Saldo is ready or will not be.
   *
   * @return 0 when it is ready, else the exit code of the launcher that failed
   */
  int run() throws IOException {
    Process launcher =
        new ProcessBuilder(command())
            .redirectInput(Redirect.from(new File("/dev/null")))
            .redirectErrorStream(false)
            .start();
    Thread cancel = new Thread(launcher::destroy, "cancel");
    Runtime.getRuntime().addShutdownHook(cancel);
    Thread errors = Thread.ofVirtual().start(() -> relayErrors(launcher));
    try (BufferedReader lines = reader(launcher.getInputStream())) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        console.say(line);
        if (line.startsWith(StartCommand.READY)) {
          Runtime.getRuntime().removeShutdownHook(cancel);
          return 0;
        }
      }
      errors.join();
      return launcher.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Failure.UNEXPECTED.exitCode();
    }
  }

  private void relayErrors(Process launcher) {
    try (BufferedReader lines = reader(launcher.getErrorStream())) {
      lines.lines().forEach(console::complain);
    } catch (IOException e) {
      console.complain("The launcher's errors cannot be read: " + e.getMessage());
    }
  }

  private static BufferedReader reader(InputStream stream) {
    return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
  }

  /** This very launcher, in a session of its own where the system has a program for that. */
  private static List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(onPath("setsid") ? "setsid" : "nohup");
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Launcher.class.getName());
    command.add("start");
    return command;
  }

  private static boolean onPath(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(path)
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }
}

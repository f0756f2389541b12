package dev.saldo.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The program behind {@code ./saldo start}, {@code stop}, {@code status} and {@code backup}. */
public final class Launcher {
  private static final int USAGE = 2;

  private final Console console = new Console(System.out, System.err);

  private Launcher() {}

  /**
   * Runs one command and ends the process with its exit code. The system property {@code
   * saldo.distribution} names the directory of the server's runtime.
   */
  public static void main(String[] arguments) {
    System.exit(new Launcher().run(List.of(arguments)));
  }

  private int run(List<String> arguments) {
    try {
      Settings settings = Settings.from(System.getenv());
      return run(arguments, settings, new DataPaths(settings.dataDirectory()));
    } catch (LaunchException e) {
      console.complain(String.valueOf(e.getMessage()));
      return e.failure().exitCode();
    }
  }

  private int run(List<String> arguments, Settings settings, DataPaths paths) {
    try {
      return dispatch(arguments, settings, paths);
    } catch (LaunchException e) {
      throw e;
    } catch (IOException e) {
      console.recordTrace(e);
      throw Failure.DATA_DIRECTORY_UNUSABLE.with(paths.root(), DataDirectory.reason(e));
    } catch (RuntimeException e) {
      console.recordTrace(e);
      throw Failure.UNEXPECTED.with(e, paths.launcherLog());
    }
  }

  private int dispatch(List<String> arguments, Settings settings, DataPaths paths)
      throws IOException {
    if (arguments.equals(List.of("start"))) {
      Path distribution = Path.of(System.getProperty("saldo.distribution", "wlp"));
      new StartCommand(console, settings, distribution.toAbsolutePath()).run();
      return 0;
    }
    if (arguments.equals(List.of("start", "--background"))) {
      return new BackgroundStart(console).run();
    }
    if (arguments.equals(List.of("stop"))) {
      new StopCommand(console, paths).run();
      return 0;
    }
    if (arguments.equals(List.of("status"))) {
      return new StatusCommand(console, paths).run();
    }
    if (arguments.size() == 2 && arguments.getFirst().equals("backup")) {
      new BackupCommand(console, settings, paths).run(Path.of(arguments.getLast()));
      return 0;
    }
    console.complain("Usage: saldo start [--background] | stop | status | backup <directory>");
    return USAGE;
  }
}

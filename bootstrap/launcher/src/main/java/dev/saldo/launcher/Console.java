package dev.saldo.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The operator's terminal, and the launcher's log once there is a place for it. */
final class Console {
  private final PrintStream out;
  private final PrintStream err;
  private volatile @Nullable Path log;

  Console(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** From now on every line except revealed ones is also appended to this file. */
  void alsoWriteTo(Path file) {
    log = file;
  }

  /** Shows a line of progress. */
  void say(String line) {
    out.println(line);
    record(line);
  }

  /** Shows the one sentence of a failure on the error stream. */
  void complain(String sentence) {
    err.println(sentence);
    record(sentence);
  }

  /**
   * Shows a secret, which goes to the terminal and nowhere else.
   *
   * @return whether the terminal took it
   */
  boolean reveal(String line) {
    out.println(line);
    return !out.checkError();
  }

  /** Writes where an unexpected failure came from into the log. */
  void recordTrace(Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    record(trace.toString());
  }

  private void record(String line) {
    Path file = log;
    if (file == null) {
      return;
    }
    String entry = Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + line + "\n";
    try {
      Files.writeString(file, entry, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      err.println("The launcher cannot write " + file + ": " + e.getMessage());
    }
  }
}

package dev.saldo.launcher;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Waits until the server takes calls, or finds out early that it never will. */
final class Readiness {
  private static final Duration WAIT_MAX = Duration.ofMinutes(3);
  private static final int PROBE_MILLIS_MAX = 2000;
  private static final long PAUSE_MILLIS = 100;

  /** How the application says in its log that it gives up, in a sentence for the operator. */
  private static final Pattern REFUSAL = Pattern.compile("Saldo cannot start: ([^\\r\\n]+)");

  /**
   * Liberty's messages for an application that failed or is missing, and for a port it could not
   * open.
   */
  private static final Pattern LIBERTY_FAILURE =
      Pattern.compile("CWWKZ000[24]E|CWWKZ0014W|CWWKO0221E");

  private Readiness() {}

  /**
   * Returns when the server is ready.
   *
   * @throws LaunchException if it ends, gives up, or is not ready after three minutes
   */
  static void await(ServerProcess server, HttpAddress http, DataPaths paths) {
    long deadline = System.nanoTime() + WAIT_MAX.toNanos();
    while (!isReady(http)) {
      boolean ended = !server.isRunning();
      requireHope(paths);
      if (ended) {
        throw Failure.SERVER_NOT_STARTED.with(paths.serverConsole());
      }
      if (System.nanoTime() > deadline) {
        throw Failure.SERVER_NOT_READY.with(WAIT_MAX.toSeconds(), paths.serverConsole());
      }
      Pause.millis(PAUSE_MILLIS);
    }
  }

  /** Whether the server says of itself that it takes calls. */
  static boolean isReady(HttpAddress http) {
    try {
      HttpURLConnection call =
          (HttpURLConnection) URI.create(http.url() + "/health/ready").toURL().openConnection();
      call.setConnectTimeout(PROBE_MILLIS_MAX);
      call.setReadTimeout(PROBE_MILLIS_MAX);
      try {
        return call.getResponseCode() == HttpURLConnection.HTTP_OK;
      } finally {
        call.disconnect();
      }
    } catch (IOException e) {
      return false;
    }
  }

  private static void requireHope(DataPaths paths) {
    String printed = printed(paths).orElse("");
    Matcher refusal = REFUSAL.matcher(printed);
    if (refusal.find()) {
      String sentence = refusal.group(1).strip();
      throw Failure.SERVER_REFUSED.with(sentence.endsWith(".") ? sentence : sentence + ".");
    }
    if (LIBERTY_FAILURE.matcher(printed).find()) {
      throw Failure.SERVER_NOT_STARTED.with(paths.serverConsole());
    }
  }

  private static Optional<String> printed(DataPaths paths) {
    try {
      return Optional.of(Files.readString(paths.serverConsole(), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}

package dev.saldo.server;

import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** A log that can be read. */
final class LogLines implements System.Logger {
  private final List<String> lines = new ArrayList<>();

  List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public String getName() {
    return "lines";
  }

  @Override
  public boolean isLoggable(Level level) {
    return true;
  }

  @Override
  public void log(
      Level level, @Nullable ResourceBundle bundle, String message, @Nullable Throwable thrown) {
    lines.add(message);
  }

  @Override
  public void log(
      Level level, @Nullable ResourceBundle bundle, String message, Object... parameters) {
    lines.add(message);
  }
}

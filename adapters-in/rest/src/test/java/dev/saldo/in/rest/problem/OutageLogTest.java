package dev.saldo.in.rest.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.application.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutageLogTest {
  private final AtomicLong now = new AtomicLong(-5);
  private final List<String> lines = new ArrayList<>();
  private final OutageLog log = new OutageLog(new Lines(lines), now::get);

  @Test
  void tellsOneOutageInAWhileAndHowManyWereNotTold() {
    for (int call = 0; call < 3; call++) {
      log.log(new UnavailableException("database", null));
    }
    now.addAndGet(OutageLog.PAUSE.toNanos());
    log.log(new UnavailableException("ledger queue", null));
    assertThat(lines)
        .containsExactly(
            "database is unavailable", "ledger queue is unavailable (and 2 calls before)");
  }

  private record Lines(List<String> lines) implements System.Logger {
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
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String message,
        @Nullable Throwable thrown) {
      lines.add(String.valueOf(message));
    }

    @Override
    public void log(
        Level level, @Nullable ResourceBundle bundle, @Nullable String format, Object... values) {
      lines.add(String.valueOf(format));
    }
  }
}

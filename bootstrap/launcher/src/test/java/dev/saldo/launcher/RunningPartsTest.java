package dev.saldo.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RunningPartsTest {
  private final List<String> stopped = new ArrayList<>();
  private final PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
  private final RunningParts parts = new RunningParts(new Console(nowhere, nowhere));

  @Test
  void stopsTheLastFirstAndOnce() {
    parts.start(() -> new Recorded("database", false));
    parts.start(() -> new Recorded("server", false));

    parts.stop();
    parts.stop();

    assertThat(stopped).containsExactly("server", "database");
  }

  @Test
  void stopsTheDatabaseEvenIfTheServerResists() {
    parts.start(() -> new Recorded("database", false));
    parts.start(() -> new Recorded("server", true));

    parts.stop();

    assertThat(stopped).containsExactly("database");
  }

  @Test
  void startsNothingOnceItIsStopping() {
    parts.stop();

    assertThatThrownBy(() -> parts.start(() -> new Recorded("server", false)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(parts.isStopping()).isTrue();
  }

  @Test
  void reportsThePartThatEndsFirst() {
    Recorded database = parts.start(() -> new Recorded("database", false));
    parts.start(() -> new Recorded("server", false));

    database.end.complete(Failure.DATABASE_STOPPED.with("database.log"));

    assertThat(parts.awaitFirstEnd().failure()).isEqualTo(Failure.DATABASE_STOPPED);
  }

  private final class Recorded implements Part {
    private final String name;
    private final boolean resists;
    private final CompletableFuture<LaunchException> end = new CompletableFuture<>();

    Recorded(String name, boolean resists) {
      this.name = name;
      this.resists = resists;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public boolean isRunning() {
      return !end.isDone();
    }

    @Override
    public CompletableFuture<LaunchException> end() {
      return end;
    }

    @Override
    public void stop() {
      if (resists) {
        throw new IllegalStateException("not now");
      }
      stopped.add(name);
    }
  }
}

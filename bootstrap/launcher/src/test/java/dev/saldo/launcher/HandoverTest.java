package dev.saldo.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandoverTest {
  private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();

  @TempDir private Path directory;
  private Path file;
  private Path log;

  @BeforeEach
  void namesTheFiles() {
    file = directory.resolve("admin-keys.properties");
    log = directory.resolve("launcher.log");
  }

  @Test
  void showsTheKeysOnceAndLeavesThemInNoFile() throws IOException {
    Files.writeString(file, "default-test=saldo_test_2\ndefault=saldo_live_1\n");
    Console console = consoleOn(terminal);

    new Handover(file).show(console);
    new Handover(file).show(console);
    console.say("Saldo is ready");

    assertThat(terminal.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            Admin key of tenant default: saldo_live_1
            Admin key of tenant default-test: saldo_test_2
            Keep these keys now: they are not shown again.
            Saldo is ready
            """);
    assertThat(file).doesNotExist();
    assertThat(log).content().contains("Saldo is ready").doesNotContain("saldo_");
  }

  @Test
  void keepsTheKeysForTheNextStartWhenTheTerminalIsGone() throws IOException {
    Files.writeString(file, "default=saldo_live_1\n");

    new Handover(file).show(consoleOn(new ClosedTerminal()));

    assertThat(file).exists();
  }

  private Console consoleOn(OutputStream stream) {
    PrintStream out = new PrintStream(stream, true, StandardCharsets.UTF_8);
    Console console = new Console(out, out);
    console.alsoWriteTo(log);
    return console;
  }

  private static final class ClosedTerminal extends OutputStream {
    @Override
    public void write(int octet) throws IOException {
      throw new IOException("closed");
    }
  }
}

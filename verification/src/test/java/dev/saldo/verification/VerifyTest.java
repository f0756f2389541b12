package dev.saldo.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VerifyTest {
  @Test
  void readsScaleSeedAndInstrument() {
    Verify.Command command = command("--quick --seed 7 --only kills,races").orElseThrow();
    assertThat(command.scale().name()).isEqualTo("quick");
    assertThat(command.seed()).isEqualTo(7);
    assertThat(command.only()).containsExactly("kills", "races");
    assertThat(command("--standard").orElseThrow().seed()).isEqualTo(42);
    assertThat(command("--standard").orElseThrow().previous()).isEmpty();
    assertThat(command("--quick --previous /tmp/wlp").orElseThrow().previous())
        .contains(Path.of("/tmp/wlp"));
    assertThat(command("--standard").orElseThrow().only()).isEmpty();
    assertThat(command("--full").orElseThrow().scale().pauses()).isEqualTo(50);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--quick --standard",
        "--seed 7",
        "--quick --seed",
        "--quick --seed x",
        "--quick --previous",
        "fast"
      })
  void refusesWhatItDoesNotKnow(String words) {
    assertThat(command(words)).isEmpty();
  }

  @Test
  void printsATableWhoseColumnsAreAligned() {
    Result held = new Result("races", "20 rounds", "none", "900/s", "-", List.of());
    Result broken = new Result("kills", "3", "1 server", "-", "1.0 s", List.of("lost one"));
    assertThat(Table.of(List.of(held, broken)))
        .isEqualTo(
            """
            instrument  counts     faults    throughput  recovery  result
            races       20 rounds  none      900/s       -         held
            kills       3          1 server  -           1.0 s     BROKEN\
            """);
  }

  private static Optional<Verify.Command> command(String words) {
    return Verify.Command.of(words.isEmpty() ? List.of() : List.of(words.split(" ")), 42);
  }
}

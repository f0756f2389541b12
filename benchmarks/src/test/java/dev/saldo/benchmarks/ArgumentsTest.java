package dev.saldo.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
  @Test
  void readsOptionsSwitchesAndWords() {
    Arguments arguments = parse("ledger", "--full", "--callers", "64");

    assertThat(arguments.words()).containsExactly("ledger");
    assertThat(arguments.has("full")).isTrue();
    assertThat(arguments.number("callers", 1)).isEqualTo(64);
    assertThat(arguments.number("seconds", 10)).isEqualTo(10);
    assertThat(arguments.text("seconds")).isEmpty();
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThatThrownBy(() -> parse("--caller", "64")).hasMessage("there is no option --caller");
  }

  @Test
  void refusesAnOptionWithoutItsValue() {
    assertThatThrownBy(() -> parse("--callers")).hasMessage("--callers needs a value");
  }

  @Test
  void refusesAnOptionThatIsGivenTwice() {
    assertThatThrownBy(() -> parse("--callers", "1", "--callers", "2"))
        .hasMessage("--callers is given twice");
  }

  @Test
  void refusesNumbersThatAreNone() {
    assertThatThrownBy(() -> parse("--callers", "many").number("callers", 1))
        .hasMessage("--callers must be a number, not many");
    assertThatThrownBy(() -> parse("--callers", "0").number("callers", 1))
        .hasMessage("--callers must be above zero");
  }

  private static Arguments parse(String... line) {
    return Arguments.parse(line, Set.of("callers", "seconds"), Set.of("full"));
  }
}

package dev.saldo.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailureTest {

  @Test
  void fillsTheBlanksInOrder() {
    LaunchException failure = Failure.PORT_TAKEN.with(8080, "127.0.0.1");

    assertThat(failure)
        .hasMessageStartingWith("Port 8080 of 127.0.0.1 is taken by another program");
    assertThat(failure.failure()).isEqualTo(Failure.PORT_TAKEN);
  }

  @Test
  void takesValuesLiterally() {
    assertThat(Failure.SERVER_REFUSED.with("costs $1 \\ <more>")).hasMessage("costs $1 \\ <more>");
  }

  @Test
  void refusesValuesThatDoNotMatchTheBlanks() {
    assertThatThrownBy(() -> Failure.PORT_TAKEN.with(8080))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Failure.ROOT_REFUSED.with("more"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @EnumSource
  void hasOneLineAndAnExitCodeThatAShellCanTellFromASignal(Failure failure) {
    assertThat(failure.template()).doesNotContain("\n");
    assertThat(failure.exitCode()).isBetween(2, 125);
  }
}

package dev.saldo.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OperationsDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "..", "docs", "operations.md");

  @ParameterizedTest
  @EnumSource
  void listsEveryFailureWithItsExitCodeAndItsSentence(Failure failure) throws IOException {
    assertThat(Files.readString(DOCUMENT))
        .contains("| %d | `%s` |".formatted(failure.exitCode(), failure.template()));
  }
}

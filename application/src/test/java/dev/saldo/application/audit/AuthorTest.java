package dev.saldo.application.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AuthorTest {
  @Test
  void keepsTheReasonThatWasStated() {
    Author author = Author.COMMAND_LINE.because(Optional.of("first"));

    assertThat(author.because(Optional.of("second")).reason()).contains("first");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\t"})
  void takesNoBlankTextForAReason(String blank) {
    assertThat(Author.COMMAND_LINE.because(Optional.of(blank)).reason()).isEmpty();
  }
}

package dev.saldo.application.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorTest {
  private static final Author NOBODY = new Author("key_1", "portal", Optional.empty());

  @Test
  void takesTheReasonOfTheChangeWhenNoneWasStated() {
    Author author = NOBODY.because(Optional.of("sorry"));

    assertThat(author.reason()).contains("sorry");
    assertThat(author.because(Optional.of("other")).reason()).contains("sorry");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\n"})
  void takesNoReasonThatSaysNothing(String blank) {
    assertThat(NOBODY.because(Optional.of(blank)).reason()).isEmpty();
  }
}

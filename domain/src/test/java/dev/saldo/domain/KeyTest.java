package dev.saldo.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "school-42",
        "a",
        "7",
        "ana@example.com",
        "tenant:room.1",
        "a+b",
        "under_score",
        "authority",
        "grants",
        "Z9"
      })
  void namesCustomersAndUsers(String text) {
    assertThat(new Key(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-a",
        ".a",
        "_a",
        "@a",
        "a b",
        "a/b",
        "ção",
        "a\n",
        "a#",
        "auth_1",
        "grant_",
        "dec_x",
        "entry_1",
        "key_1",
        "evt_1",
        "cust_1",
        "saldo_live"
      })
  void refusesOtherTexts(String text) {
    assertThatThrownBy(() -> new Key(text)).isInstanceOf(InvalidValueException.class);
  }

  @Test
  void isAtMost128Characters() {
    assertThat(new Key("k".repeat(128)).value()).hasSize(128);
    assertThatThrownBy(() -> new Key("k".repeat(129)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("must be 1 to 128 letters, digits or ._:@+- and begin with a letter or digit");
  }
}

package dev.saldo.out.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.domain.InvalidValueException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
  private static final Instant AT = Instant.parse("2026-11-10T15:00:00.123456Z");

  @Test
  void readsBackWhatItWrote() {
    Cursor cursor = Cursor.parse(Cursor.of(AT, Long.MAX_VALUE, "key_a-1").toString(), 3);
    assertThat(cursor.time(0)).isEqualTo(AT);
    assertThat(cursor.number(1)).isEqualTo(Long.MAX_VALUE);
    assertThat(cursor.name(2)).isEqualTo("key_a-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "~",
        "a~b",
        "1~2~3",
        "9223372036854775808~x",
        "1~\u0000",
        "1~' or 1=1",
        "-1~x",
        "253402300800000000~x",
        "1~ünïcode",
        "0x1~x",
        "1 ~x"
      })
  void refusesWhatItDidNotWrite(String decoded) {
    String text =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(decoded.getBytes(StandardCharsets.UTF_8));
    assertRefused(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"!", "nonsense", "====", "MTIz MTIz", "\uD800"})
  void refusesWhatIsNoBase64(String text) {
    assertRefused(text);
  }

  private static void assertRefused(String text) {
    assertThatThrownBy(
            () -> {
              Cursor cursor = Cursor.parse(text, 2);
              cursor.time(0);
              cursor.name(1);
            })
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("must be a cursor from next_cursor");
  }
}

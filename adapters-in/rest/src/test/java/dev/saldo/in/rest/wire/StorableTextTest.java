package dev.saldo.in.rest.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorableTextTest {
  private record Note(String text, Map<String, String> labels) {}

  @Test
  void keepsTextBeyondTheBasicPlane() throws Exception {
    Note note = read("{\"text\":\"a\\ud83d\\ude00\",\"labels\":{\"ç\":\"\"}}");

    assertThat(note).isEqualTo(new Note("a\ud83d\ude00", Map.of("ç", "")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"text\":\"a\\u0000\"}",
        "{\"text\":\"\\ud83d\"}",
        "{\"text\":\"\\ude00\\ud83d\"}",
        "{\"labels\":{\"a\":\"\\u0000\"}}",
        "{\"labels\":{\"a\\u0000\":\"b\"}}",
        "{\"labels\":{\"\\udc00\":\"b\"}}"
      })
  void refusesTextThatNoStoreKeeps(String json) {
    assertThatExceptionOfType(InvalidFormatException.class)
        .isThrownBy(() -> read(json))
        .satisfies(refused -> assertThat(refused.getTargetType()).isEqualTo(String.class));
  }

  private static Note read(String json) throws Exception {
    return StrictJson.MAPPER.readValue(json, Note.class);
  }
}

package dev.saldo.in.rest.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictYamlTest {
  record Row(@Nullable String slug, @Nullable String allowance, @Nullable Long limit) {}

  record Page(@Nullable List<Row> rows, @Nullable Map<String, String> names) {}

  @ParameterizedTest
  @CsvSource({
    "allowance: 100, 100",
    "allowance: 0.60, 0.60",
    "allowance: '100', 100",
    "allowance: 007, 007",
    "allowance: 1e3, 1e3",
    "allowance: 12345678901234567890.5, 12345678901234567890.5"
  })
  void takesAPlainNumberAsItIsWrittenWhereTextIsMeant(String yaml, String text) throws Exception {
    assertThat(read(yaml, Row.class).allowance()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "allowance: true",
        "allowance: [1]",
        "limit: ten",
        "limit: 1.5",
        "limit: '10'",
        "limit: 010",
        "limit: 0x10",
        "limit: 1_000",
        "limit: 99999999999999999999",
        "slugg: a",
        "slug: a\nslug: b",
        "slug: \"\\0\"",
        "slug: [",
        "slug: a\n\tallowance: 1"
      })
  void guessesNothing(String yaml) {
    assertThatThrownBy(() -> read(yaml, Row.class)).isInstanceOf(JsonProcessingException.class);
  }

  /** The reader would take the name of an alias for its value, and say nothing. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "rows: [{slug: &a free, allowance: *a}]",
        "rows: [&a {slug: free}, *a]",
        "names: {x: &a free, y: *a}"
      })
  void refusesAliases(String yaml) {
    assertThatThrownBy(() -> read(yaml, Page.class)).isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void writesWhatItReads() throws Exception {
    Row row = new Row("007", "1.50", 3L);

    String yaml = StrictYaml.MAPPER.writeValueAsString(row);

    assertThat(read(yaml, Row.class)).isEqualTo(row);
    assertThat(StrictYaml.MAPPER.readTree(yaml).path("allowance").isTextual()).isTrue();
  }

  private static <T> T read(String yaml, Class<T> type) throws JsonProcessingException {
    return StrictYaml.MAPPER.readValue(yaml, type);
  }
}

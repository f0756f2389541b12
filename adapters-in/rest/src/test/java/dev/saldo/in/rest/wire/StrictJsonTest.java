package dev.saldo.in.rest.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
  record Order(
      @Nullable String unitPrice,
      @Nullable Long pieces,
      @Nullable Boolean paid,
      @Nullable OffsetDateTime orderedAt,
      @Nullable List<String> tags) {}

  @Test
  void readsAndWritesSnakeCase() throws Exception {
    String json =
        """
        {"unit_price":"0.2","pieces":3,"paid":true,"ordered_at":"2026-11-01T12:00:00-03:00","tags":["a"]}\
        """;

    Order order = StrictJson.MAPPER.readValue(json, Order.class);

    assertThat(order)
        .isEqualTo(
            new Order(
                "0.2", 3L, true, OffsetDateTime.parse("2026-11-01T12:00:00-03:00"), List.of("a")));
    assertThat(StrictJson.MAPPER.writeValueAsString(order)).isEqualTo(json);
  }

  @Test
  void leavesOutWhatIsNull() throws Exception {
    assertThat(StrictJson.MAPPER.writeValueAsString(new Order("1", null, null, null, null)))
        .isEqualTo("{\"unit_price\":\"1\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"unknown\":1}",
        "{\"unit_price\":\"1\",\"unit_price\":\"1\"}",
        "{\"pieces\":1} {}",
        "{\"pieces\":1}x",
        "{\"unit_price\":1}",
        "{\"unit_price\":1.5}",
        "{\"unit_price\":true}",
        "{\"pieces\":\"1\"}",
        "{\"pieces\":1.0}",
        "{\"pieces\":1e3}",
        "{\"pieces\":99999999999999999999}",
        "{\"pieces\":true}",
        "{\"paid\":\"true\"}",
        "{\"paid\":1}",
        "{\"tags\":\"a\"}",
        "{\"tags\":[1]}",
        "{\"ordered_at\":1700000000}",
        "{\"ordered_at\":\"2026-11-01\"}",
        "{\"pieces\":01}",
        "{'pieces':1}",
        "{\"pieces\":1,}",
        "{\"pieces\":NaN}",
        "{\"pieces\":1",
        "[]",
        "\"text\"",
        ""
      })
  void refuses(String json) {
    assertThatThrownBy(() -> StrictJson.MAPPER.readValue(json, Order.class))
        .isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void refusesDeepNesting() throws Exception {
    int depth = StrictJson.NESTING_DEPTH_MAX;

    assertThat(StrictJson.MAPPER.readTree("[".repeat(depth) + "]".repeat(depth))).isNotNull();
    assertThatThrownBy(
            () -> StrictJson.MAPPER.readTree("[".repeat(depth + 1) + "]".repeat(depth + 1)))
        .isInstanceOf(JsonProcessingException.class);
  }
}

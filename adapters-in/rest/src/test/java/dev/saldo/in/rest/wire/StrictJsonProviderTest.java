package dev.saldo.in.rest.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParseException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonProviderTest {
  private final StrictJsonProvider provider = new StrictJsonProvider();

  record Order(@Nullable Long unitPrice) {}

  @Test
  void readsOneDocument() throws IOException {
    assertThat(read("{\"unit_price\":1} \n")).isEqualTo(new Order(1L));
    assertThat(read("null")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "{} {}", "{} x", "{}]"})
  void refusesLessOrMoreThanOneDocument(String body) {
    assertThatThrownBy(() -> read(body)).isInstanceOf(JsonParseException.class);
  }

  @Test
  void leavesTheAnswerOpenForTheContainer() throws IOException {
    boolean[] closed = {false};
    ByteArrayOutputStream answer =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            closed[0] = true;
          }
        };

    provider.writeTo(
        Map.of("a", new Order(1L)),
        Map.class,
        Map.class,
        new Annotation[0],
        MediaType.APPLICATION_JSON_TYPE,
        new MultivaluedHashMap<>(),
        answer);

    assertThat(answer.toString(StandardCharsets.UTF_8)).isEqualTo("{\"a\":{\"unit_price\":1}}");
    assertThat(closed[0]).isFalse();
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private @Nullable Object read(String body) throws IOException {
    return provider.readFrom(
        (Class) Order.class,
        Order.class,
        new Annotation[0],
        MediaType.APPLICATION_JSON_TYPE,
        new MultivaluedHashMap<>(),
        new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
  }
}

package dev.saldo.in.rest.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParseException;
import dev.saldo.in.rest.problem.ProblemException;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonProviderTest {
  private final List<Object> checked = new ArrayList<>();
  private final StrictJsonProvider provider = new StrictJsonProvider();

  @BeforeEach
  void check() {
    provider.checkBy(nothingIsBroken());
  }

  record Order(@Nullable Long unitPrice) {}

  static void required(@NotNull Order order) {}

  @Test
  void readsOneDocument() throws IOException {
    assertThat(read("{\"unit_price\":1} \n")).isEqualTo(new Order(1L));
    assertThat(read("null")).isNull();
  }

  @Test
  void checksWhatItReads() throws IOException {
    Object order = read("{\"unit_price\":1}");

    assertThat(checked).containsExactly(order);
  }

  @Test
  void refusesNothingWhereADocumentIsRequired() throws Exception {
    Method method = StrictJsonProviderTest.class.getDeclaredMethod("required", Order.class);
    Annotation[] parameter = method.getParameterAnnotations()[0];

    assertThat(read("{}", parameter)).isEqualTo(new Order(null));
    assertThatThrownBy(() -> read("null", parameter)).isInstanceOf(ProblemException.class);
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

  private @Nullable Object read(String body) throws IOException {
    return read(body, new Annotation[0]);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private @Nullable Object read(String body, Annotation[] parameter) throws IOException {
    return provider.readFrom(
        (Class) Order.class,
        Order.class,
        parameter,
        MediaType.APPLICATION_JSON_TYPE,
        new MultivaluedHashMap<>(),
        new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
  }

  private Validator nothingIsBroken() {
    return (Validator)
        Proxy.newProxyInstance(
            Validator.class.getClassLoader(),
            new Class<?>[] {Validator.class},
            (_, _, arguments) -> {
              checked.add(arguments[0]);
              return Set.of();
            });
  }
}

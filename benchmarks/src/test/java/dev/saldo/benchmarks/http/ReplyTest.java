package dev.saldo.benchmarks.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReplyTest {
  private static final String BODY = "{\"id\":\"auth_1a\"}";
  private static final String SIZED = sized("201 Created", BODY);
  private static final String CHUNKED =
      lines("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "", "10", BODY, "0", "", "");
  private static final String EMPTY = lines("HTTP/1.1 503 Busy", "content-length:0", "", "");

  @ParameterizedTest
  @MethodSource("answers")
  void isCompleteAtItsLastByteAndNotBefore(String answer) {
    Reply reply = new Reply();

    for (int at = 0; at < answer.length() - 1; at++) {
      assertThat(reply.add(bytes(answer.substring(at, at + 1)))).as("byte %d", at).isFalse();
    }

    assertThat(reply.add(bytes(answer.substring(answer.length() - 1)))).isTrue();
  }

  @Test
  void readsStatusAndBodyOfOneAnswerAfterAnother() {
    Reply reply = new Reply();

    assertThat(reply.add(bytes(SIZED))).isTrue();
    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.between("{\"id\":\"", "\"")).isEqualTo("auth_1a");

    reply.clear();
    assertThat(reply.add(bytes(EMPTY))).isTrue();
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.between("{\"id\":\"", "\"")).isEmpty();
  }

  @Test
  void takesAnAnswerLargerThanItsFirstRoom() {
    String body = "x".repeat(10_000);
    Reply reply = new Reply();

    boolean complete = reply.add(bytes("HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n" + body));

    assertThat(complete).isTrue();
    assertThat(reply.between("\n", "y")).isEmpty();
  }

  private static List<String> answers() {
    return List.of(SIZED, CHUNKED, EMPTY);
  }

  private static String sized(String status, String body) {
    return lines("HTTP/1.1 " + status, "Content-Length: " + body.length(), "X: y", "", body);
  }

  private static String lines(String... lines) {
    return String.join("\r\n", lines);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}

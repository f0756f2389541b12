package dev.saldo.in.rest.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.in.rest.problem.BodyTooLargeException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class LimitedBodyTest {
  @Test
  void passesOnABodyUpToTheLimit() throws Exception {
    assertThat(body(10, 10).readAllBytes()).hasSize(10);
  }

  @Test
  void failsOnTheFirstByteAboveTheLimit() {
    assertThatThrownBy(() -> body(11, 10).readAllBytes()).isInstanceOf(BodyTooLargeException.class);
    assertThatThrownBy(() -> body(11, 10).skip(11)).isInstanceOf(BodyTooLargeException.class);
    assertThatThrownBy(
            () -> {
              try (InputStream body = body(2, 1)) {
                while (body.read() >= 0) {}
              }
            })
        .isInstanceOf(BodyTooLargeException.class);
  }

  private static InputStream body(int bytes, int bytesMax) {
    return new LimitedBody(new ByteArrayInputStream(new byte[bytes]), bytesMax);
  }
}

package dev.saldo.in.rest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.junit.jupiter.api.Test;

class KnownParametersTest {
  @SuppressWarnings("unused") // looked at by its annotations
  interface Operation {
    void list(
        @PathParam("key") String key, @QueryParam("user") String user, @BeanParam PageQuery page);
  }

  @Test
  void knowsItsOwnParametersAndThoseOfAPage() {
    assertThat(KnownParameters.of(Operation.class.getDeclaredMethods()[0]))
        .containsExactlyInAnyOrder("user", "limit", "cursor", "from", "to");
  }
}

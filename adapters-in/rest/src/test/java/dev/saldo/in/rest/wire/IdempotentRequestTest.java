package dev.saldo.in.rest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IdempotentRequestTest {
  private static final String PATH = "/authorizations";

  private record Body(String customer, Map<String, String> metadata) {}

  @Test
  void knowsTheSameRequestWhateverTheOrderOfItsMembers() {
    Map<String, String> forth = new LinkedHashMap<>();
    forth.put("a", "1");
    forth.put("b", "2");
    Map<String, String> back = new LinkedHashMap<>();
    back.put("b", "2");
    back.put("a", "1");

    assertThat(IdempotentRequest.content("POST", PATH, new Body("ana", forth)))
        .isEqualTo(IdempotentRequest.content("POST", PATH, new Body("ana", back)));
  }

  @Test
  void tellsRequestsApartByMethodPathAndBody() {
    Body body = new Body("ana", Map.of());

    assertThat(IdempotentRequest.content("POST", PATH, body))
        .isNotEqualTo(IdempotentRequest.content("PUT", PATH, body))
        .isNotEqualTo(IdempotentRequest.content("POST", PATH + "/1", body))
        .isNotEqualTo(IdempotentRequest.content("POST", PATH, new Body("bob", Map.of())))
        .isNotEqualTo(IdempotentRequest.content("POST", PATH, null));
  }
}

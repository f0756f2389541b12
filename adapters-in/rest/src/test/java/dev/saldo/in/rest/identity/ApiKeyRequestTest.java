package dev.saldo.in.rest.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.saldo.application.identity.IssueApiKey;
import dev.saldo.domain.Key;
import dev.saldo.domain.identity.KeyScope;
import dev.saldo.in.rest.problem.Faults;
import dev.saldo.in.rest.wire.StrictJson;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApiKeyRequestTest {
  @Test
  void readsScopesCustomerAndEnd() throws Exception {
    IssueApiKey.Request request =
        read("""
        {"name": "backend", "scopes": ["decide", "read"], "customer": "school-42",
         "expires_at": "2027-01-01T00:00:00-03:00"}
        """)
            .toCommand(Optional.empty());

    assertThat(request)
        .isEqualTo(
            new IssueApiKey.Request(
                "backend",
                Set.of(KeyScope.DECIDE, KeyScope.READ),
                Optional.of(new Key("school-42")),
                Optional.of(Instant.parse("2027-01-01T03:00:00Z"))));
  }

  @Test
  void inheritsTheCustomerOfTheKeyThatMakesIt() throws Exception {
    Optional<Key> bound = Optional.of(new Key("school-42"));

    assertThat(read("{\"name\": \"a\", \"scopes\": [\"read\"]}").toCommand(bound).customer())
        .isEqualTo(bound);
  }

  @Test
  void refusesToBindAnAdminKeyToACustomer() {
    Optional<Key> bound = Optional.of(new Key("school-42"));

    assertThat(
            Faults.only(() -> read("{\"name\": \"a\", \"scopes\": [\"admin\"]}").toCommand(bound)))
        .isEqualTo("scopes invalid");
  }

  @Test
  void namesTheScopeThatDoesNotExist() {
    assertThat(
            Faults.only(
                () ->
                    read("{\"name\": \"a\", \"scopes\": [\"read\", \"root\"]}")
                        .toCommand(Optional.empty())))
        .isEqualTo("scopes[1] one_of");
  }

  @Test
  void overlapsForADayUnlessToldOtherwise() {
    assertThat(new RotationRequest(null).toOverlap()).isEqualTo(Duration.ofHours(24));
    assertThat(new RotationRequest("PT0S").toOverlap()).isZero();
    assertThat(new RotationRequest("P30D").toOverlap()).isEqualTo(Duration.ofDays(30));
    assertThat(Faults.only(() -> new RotationRequest("P31D").toOverlap()))
        .isEqualTo("overlap invalid");
  }

  private static ApiKeyRequest read(String json) throws JsonProcessingException {
    return StrictJson.MAPPER.readValue(json, ApiKeyRequest.class);
  }
}

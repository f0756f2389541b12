package dev.saldo.server;

import static dev.saldo.server.Deployed.adminRequest;
import static dev.saldo.server.Deployed.send;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API does with bodies it cannot use, whatever the operation. */
@ExtendWith(ArquillianExtension.class)
class RequestBodiesIT {
  private static final int LIMIT_BYTES = 2 * 1024 * 1024;

  @Deployment(testable = false)
  static WebArchive war() {
    return Deployed.war();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"plan\":\"free\"",
        "{\"plan\":\"free\"} {}",
        "{\"plan\":\"free\",\"plan\":\"free\"}",
        "{\"plan\":'free'}",
        "{\"plan\":\"free\",}",
        "{\"metadata\":{\"a\":NaN}}",
        "plan=free"
      })
  void refusesMalformedJson(String body) throws Exception {
    HttpResponse<String> answer = put(BodyPublishers.ofString(body));

    assertProblem(answer, 400, "malformed_json");
  }

  @Test
  void refusesBytesThatAreNotText() throws Exception {
    byte[] body = {'{', '"', (byte) 0xff, '"', ':', '1', '}'};

    assertProblem(put(BodyPublishers.ofByteArray(body)), 400, "malformed_json");
  }

  @Test
  void refusesDeepNesting() throws Exception {
    String body = "{\"metadata\":" + "{\"a\":".repeat(70) + "1" + "}".repeat(71);

    HttpResponse<String> answer = put(BodyPublishers.ofString(body));

    assertThat(answer.statusCode()).isEqualTo(400);
  }

  @Test
  void namesAnUnknownField() throws Exception {
    HttpResponse<String> answer = put(BodyPublishers.ofString("{\"plan\":\"free\",\"plam\":1}"));

    assertProblem(answer, 400, "invalid_request");
    assertThat(answer.body()).contains("\"field\":\"plam\",\"rule\":\"unknown_field\"");
  }

  @Test
  void namesAnUnknownParameter() throws Exception {
    HttpResponse<String> answer = send(adminRequest("/v1/customers?limt=1"));

    assertProblem(answer, 400, "invalid_request");
    assertThat(answer.body()).contains("\"field\":\"limt\",\"rule\":\"unknown_parameter\"");
  }

  @Test
  void refusesAParameterThatIsTooLong() throws Exception {
    HttpResponse<String> answer = send(adminRequest("/v1/customers?query=" + "a".repeat(201)));

    assertProblem(answer, 400, "invalid_request");
    assertThat(answer.body()).contains("\"field\":\"query\"");
  }

  @Test
  void namesAFieldOfTheWrongType() throws Exception {
    HttpResponse<String> answer = put(BodyPublishers.ofString("{\"plan\":1}"));

    assertProblem(answer, 400, "invalid_request");
    assertThat(answer.body()).contains("\"field\":\"plan\",\"rule\":\"type\"");
  }

  @Test
  void refusesTheLiteralNull() throws Exception {
    HttpResponse<String> answer = put(BodyPublishers.ofString("null"));

    assertProblem(answer, 400, "invalid_request");
    assertThat(answer.body()).contains("\"field\":\"body\",\"rule\":\"not_null\"");
  }

  @Test
  void refusesABodyAboveTheLimitWhetherItsLengthIsStatedOrNot() throws Exception {
    byte[] body =
        ("{\"groups\":[" + "\"a\",".repeat(LIMIT_BYTES / 4)).getBytes(StandardCharsets.UTF_8);

    assertProblem(put(BodyPublishers.ofByteArray(body)), 413, "body_too_large");
    assertProblem(
        put(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))),
        413,
        "body_too_large");
  }

  @Test
  void refusesOtherMediaTypes() throws Exception {
    HttpRequest.Builder text =
        adminRequest("/v1/customers/school-42")
            .header("Content-Type", "text/plain")
            .PUT(BodyPublishers.ofString("{}"));

    assertProblem(send(text), 415, "unsupported_media_type");
  }

  @Test
  void forbidsToKeepOrRenderAnswers() throws Exception {
    HttpResponse<String> answer = put(BodyPublishers.ofString("{"));

    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(answer.headers().firstValue("Server")).isEmpty();
    assertThat(answer.headers().firstValue("X-Powered-By")).isEmpty();
  }

  private static HttpResponse<String> put(BodyPublisher body) throws Exception {
    return send(
        adminRequest("/v1/customers/school-42")
            .header("Content-Type", "application/json")
            .PUT(body));
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
  }
}

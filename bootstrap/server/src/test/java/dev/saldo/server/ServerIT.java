package dev.saldo.server;

import static dev.saldo.server.Deployed.request;
import static dev.saldo.server.Deployed.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.File;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
class ServerIT {
  @Deployment(testable = false)
  static WebArchive war() {
    return Deployed.war();
  }

  @Test
  void isReadyWhenTheDatabaseAnswers() throws Exception {
    HttpResponse<String> ready = send(request("/health/ready"));

    assertThat(ready.statusCode()).isEqualTo(200);
    assertThat(ready.body()).contains("\"database\"").contains("UP");
  }

  @Test
  void servesTheDocumentThatTheBuildMade() throws Exception {
    YAMLMapper yaml = new YAMLMapper();
    HttpResponse<String> served = send(request("/openapi"));

    assertThat(served.statusCode()).isEqualTo(200);
    assertThat(yaml.readTree(served.body()))
        .isEqualTo(yaml.readTree(new File(System.getProperty("it.openapi"))));
  }

  @Test
  void answersInOneShapeOutsideTheApiToo() throws Exception {
    for (String path : List.of("/", "/nothing", "/v1", "/error")) {
      HttpResponse<String> answer = send(request(path));

      assertThat(answer.headers().firstValue("Content-Type"))
          .as(path)
          .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    }
    assertThat(send(request("/nothing")).body()).contains("\"code\":\"not_found\"");
    assertThat(send(request("/v1/%2e%2e/x")).body())
        .contains("\"code\":\"malformed_request\"")
        .doesNotContain("Exception");
  }

  @Test
  void saysTheSameToEveryoneWithoutValidKey() throws Exception {
    String none = unauthenticated(request("/v1/customers/school-42"));

    assertThat(unauthenticated(request("/v1/nothing/here"))).isEqualTo(none);
    assertThat(unauthenticated(request("/v1/customers").header("Authorization", "Bearer x")))
        .isEqualTo(none);
    assertThat(
            unauthenticated(
                request("/v1/customers/school-42")
                    .header("Content-Type", "text/plain")
                    .PUT(BodyPublishers.ofString("{"))))
        .isEqualTo(none);
  }

  @Test
  void speaksPortugueseWhenAsked() throws Exception {
    HttpResponse<String> answer =
        send(request("/v1/customers").header("Accept-Language", "pt-BR,en;q=0.5"));

    assertThat(answer.headers().firstValue("Content-Language")).hasValue("pt-BR");
    assertThat(answer.body()).contains("É preciso uma chave válida");
  }

  @Test
  void explainsEachProblemToEveryone() throws Exception {
    HttpResponse<String> page = send(request("/v1/problems/unauthenticated"));

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("Not authenticated").contains("HTTP 401");
    assertThat(send(request("/v1/problems/nonsense")).statusCode()).isEqualTo(404);
  }

  private static String unauthenticated(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> answer = send(request);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    return answer.body();
  }
}

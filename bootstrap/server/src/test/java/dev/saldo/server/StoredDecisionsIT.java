package dev.saldo.server;

import static dev.saldo.server.Deployed.adminRequest;
import static dev.saldo.server.Deployed.request;
import static dev.saldo.server.Deployed.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Why calls were authorized or refused, told afterwards. */
@ExtendWith(ArquillianExtension.class)
class StoredDecisionsIT {
  private static final JsonMapper JSON = new JsonMapper();

  @Deployment(testable = false)
  static WebArchive war() {
    return Deployed.war();
  }

  @Test
  void explainsWhatWasHeld() throws Exception {
    customer("explained");
    JsonNode held = authorize("explained", "diary_analysis", "1500");

    JsonNode decision = body(read(held.path("decision").asText(), "en"));

    assertThat(decision.path("outcome").asText()).isEqualTo("held");
    assertThat(decision.path("authorization").asText()).isEqualTo(held.path("id").asText());
    assertThat(decision.path("call").path("feature").asText()).isEqualTo("diary_analysis");
    assertThat(decision.path("estimate").path("input_tokens").asLong()).isEqualTo(1500);
    assertThat(decision.path("replayed").asBoolean()).isTrue();
    JsonNode candidate = decision.path("candidates").path(0);
    assertThat(candidate.path("verdict").asText()).isEqualTo("taken");
    assertThat(candidate.path("credits").asText()).isEqualTo("2");
    assertThat(candidate.path("limits").path(0).path("used").asLong()).isZero();
    assertThat(decision.path("matrix").findValuesAsText("text"))
        .contains(
            "diary_analysis: the feature is offered", "anthropic: the plan has no cell for it");
  }

  @Test
  void explainsARefusalInTheReadersLanguage() throws Exception {
    customer("poor");
    JsonNode refused = authorize("poor", "diary_analysis", "900000000");

    HttpResponse<String> answer = read(refused.path("decision").asText(), "pt-BR");

    assertThat(answer.headers().firstValue("Content-Language")).hasValue("pt-BR");
    JsonNode decision = body(answer);
    assertThat(decision.path("outcome").asText()).isEqualTo("insufficient_credits");
    assertThat(decision.path("text").asText()).isEqualTo("Recusada: faltam créditos.");
    assertThat(decision.path("candidates").path(0).path("verdict").asText())
        .isEqualTo("wallet_refused");
    assertThat(decision.has("authorization")).isFalse();
  }

  @Test
  void tellsNobodyElse() throws Exception {
    customer("private");
    String id = authorize("private", "diary_analysis", "1500").path("decision").asText();

    HttpResponse<String> other =
        send(
            request("/v1/decisions/" + id)
                .header("Authorization", "Bearer " + Deployed.TEST_ADMIN_KEY));

    assertThat(other.statusCode()).isEqualTo(404);
    assertThat(other.body()).contains("\"code\":\"decision_unknown\"");
    assertThat(read("dec_nothing", "en").body()).contains("\"code\":\"decision_unknown\"");
    assertThat(send(request("/v1/decisions/" + id)).statusCode()).isEqualTo(401);
  }

  /** Every rule that was looked at, and the one that refused, in Portuguese and in English. */
  @Test
  void namesEveryRuleAndTheOneThatRefused() throws Exception {
    String tenant = limited();
    assertThat(authorize(tenant, 3_000).path("held").path("credits").asText()).isEqualTo("3");
    JsonNode tooFast = authorize(tenant, 2_500);
    move(tenant, "PT1H");
    JsonNode tooMuch = authorize(tenant, 2_500);

    JsonNode portuguese = explained(tenant, tooFast, "pt-BR");
    assertThat(portuguese.path("outcome").asText()).isEqualTo("rate_limit");
    assertThat(portuguese.path("limit").asText()).isEqualTo("tokens-a-minute");
    assertThat(portuguese.path("text").asText())
        .isEqualTo(
            "Recusada: as chamadas chegam mais rápido do que o limite \"tokens-a-minute\""
                + " permite.");
    assertThat(portuguese.path("matrix").findValuesAsText("text"))
        .contains("user_chat: o recurso é oferecido", "openai: candidato");
    assertThat(steps(portuguese))
        .containsExactly(
            "Lista de preços 1, linha \"default\": 3 créditos",
            "Limite \"daily\": 1 de 10 chamadas em uso; há lugar para mais 1",
            "Limite \"monthly\": 1 de 200 chamadas em uso; há lugar para mais 1",
            "Limite \"tokens-a-minute\": 3000 de 5000 tokens de todos os tipos em uso; não há lugar"
                + " para mais 2500: recusada",
            "Limite \"spend-a-cycle\": 3 de 5 créditos em uso; também não há lugar para mais 3",
            "Limite \"chatty\": 1 de 1 chamadas em uso; não há lugar para mais 1, que passam mesmo"
                + " assim");

    JsonNode spent = explained(tenant, tooMuch, "pt");
    assertThat(spent.path("limit").asText()).isEqualTo("spend-a-cycle");
    assertThat(spent.path("text").asText())
        .isEqualTo("Recusada: o limite \"spend-a-cycle\" não tem lugar para a chamada.");

    JsonNode english = explained(tenant, tooFast, "");
    assertThat(english.path("text").asText())
        .isEqualTo("Refused: calls come faster than the limit \"tokens-a-minute\" allows.");
    assertThat(steps(english))
        .hasSameSizeAs(steps(portuguese))
        .contains(
            "Price list 1, row \"default\": 3 credits",
            "Limit \"tokens-a-minute\": 3000 of 5000 tokens of all classes are in use; 2500 more do"
                + " not fit: refused");
  }

  /** A tenant with limits of several kinds, whose clock stands still; its key. */
  private static String limited() throws Exception {
    String tenant = Deployed.newTenant("explained-limits", true, false);
    move(tenant, "PT1M");
    for (String limit :
        List.of(
            "{\"slug\":\"tokens-a-minute\",\"subject\":\"customer\",\"unit\":\"tokens\",\"window\":\"rate\",\"max\":5000}",
            "{\"slug\":\"spend-a-cycle\",\"subject\":\"customer\",\"unit\":\"credits\",\"window\":\"cycle\",\"max_credits\":\"5\"}",
            "{\"slug\":\"chatty\",\"window\":\"week\",\"max\":1,\"mode\":\"soft\"}")) {
      String slug = JSON.readTree(limit).path("slug").asText();
      assertThat(put(tenant, "/v1/limits/" + slug, limit).statusCode()).isEqualTo(201);
    }
    assertThat(put(tenant, "/v1/customers/school", "{\"plan\":\"professional\"}").statusCode())
        .isEqualTo(201);
    return tenant;
  }

  private static HttpResponse<String> put(String tenant, String path, String body)
      throws Exception {
    return send(ofTenant(tenant, path).PUT(BodyPublishers.ofString(body)));
  }

  /** Moves the clock of a tenant; open authorizations of an hour ago have expired by then. */
  private static void move(String tenant, String by) throws Exception {
    String body = "{\"advance\":\"%s\"}".formatted(by);
    assertThat(send(ofTenant(tenant, "/v1/test-clock").POST(BodyPublishers.ofString(body))))
        .extracting(HttpResponse::statusCode)
        .isEqualTo(200);
  }

  private static JsonNode authorize(String tenant, int tokens) throws Exception {
    String body =
        "{\"customer\":\"school\",\"feature\":\"user_chat\",\"expires_in\":\"PT2H\",\"estimate\":{\"input_tokens\":%d}}"
            .formatted(tokens);
    return body(send(ofTenant(tenant, "/v1/authorizations").POST(BodyPublishers.ofString(body))));
  }

  private static JsonNode explained(String tenant, JsonNode refused, String language)
      throws Exception {
    HttpRequest.Builder read =
        ofTenant(tenant, "/v1/decisions/" + refused.path("decision").asText());
    return body(send(language.isEmpty() ? read : read.header("Accept-Language", language)));
  }

  private static HttpRequest.Builder ofTenant(String key, String path) {
    return request(path)
        .header("Authorization", "Bearer " + key)
        .header("Content-Type", "application/json");
  }

  private static List<String> steps(JsonNode decision) {
    return decision.path("candidates").path(0).path("steps").findValuesAsText("text");
  }

  private static void customer(String key) throws Exception {
    send(
        adminRequest("/v1/customers/" + key)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString("{\"plan\":\"free\"}")));
  }

  private static JsonNode authorize(String customer, String feature, String tokens)
      throws Exception {
    return body(
        send(
            adminRequest("/v1/authorizations")
                .header("Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofString(
                        """
                        {"customer":"%s","feature":"%s","estimate":{"input_tokens":%s}}
                        """
                            .formatted(customer, feature, tokens)))));
  }

  private static HttpResponse<String> read(String id, String language) throws Exception {
    return send(adminRequest("/v1/decisions/" + id).header("Accept-Language", language));
  }

  private static JsonNode body(HttpResponse<String> answer) throws Exception {
    return JSON.readTree(answer.body());
  }
}

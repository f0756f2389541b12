package dev.saldo.server;

import static dev.saldo.server.Deployed.adminRequest;
import static dev.saldo.server.Deployed.request;
import static dev.saldo.server.Deployed.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.wallet.DecisionId;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Why calls were authorized or refused, told afterwards. */
@ExtendWith(ArquillianExtension.class)
class StoredDecisionsIT {
  private static final JsonMapper JSON = new JsonMapper();

  /** So many of each outcome and tenant are asked for again. */
  private static final int SAMPLE = 200;

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

  /** Of every kind of decision that was made so far, in this suite or any before it. */
  @Test
  void theMatrixOfThatTimeAnswersAgainWhatWasStored() throws Exception {
    customer("replayed");
    authorize("replayed", "diary_analysis", "1500");
    authorize("replayed", "admin_oracle", "1500");
    Map<String, Integer> outcomes = new HashMap<>();
    for (DecisionId id : stored()) {
      JsonNode decision = body(read(id.toString(), "en"));
      String outcome = decision.path("outcome").asText();
      outcomes.merge(outcome, 1, Integer::sum);
      List<String> verdicts = decision.path("candidates").findValuesAsText("verdict");
      assertThat(decision.path("replayed").asBoolean()).describedAs("%s", decision).isTrue();
      switch (outcome) {
        case "held" -> assertThat(verdicts).containsOnlyOnce("taken");
        case "daily_limit", "monthly_limit" ->
            assertThat(verdicts).contains("limit_reached").doesNotContain("taken");
        case "insufficient_credits", "wallet_frozen" ->
            assertThat(verdicts).containsOnlyOnce("wallet_refused").doesNotContain("taken");
        case "price_missing" -> assertThat(verdicts).containsOnly("price_missing");
        default -> assertThat(verdicts).doesNotContain("taken", "wallet_refused");
      }
    }
    assertThat(outcomes).containsKeys("held", "feature_not_in_plan");
  }

  private static List<DecisionId> stored() throws SQLException {
    List<DecisionId> ids = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection(
                System.getenv("SALDO_DB_URL"),
                System.getenv("SALDO_DB_USER"),
                System.getenv("SALDO_DB_PASSWORD"));
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                select wallet_id, number from (
                  select d.wallet_id, d.number, row_number() over (partition by d.outcome) as n
                  from decision d join tenant t on t.tenant_id = d.tenant_id
                  where t.slug = 'default') numbered
                where n <= %d
                """
                    .formatted(SAMPLE))) {
      while (rows.next()) {
        ids.add(new DecisionId(new WalletId(rows.getLong(1)), rows.getLong(2)));
      }
    }
    return ids;
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

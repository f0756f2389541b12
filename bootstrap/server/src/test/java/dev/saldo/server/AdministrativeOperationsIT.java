package dev.saldo.server;

import static dev.saldo.server.Deployed.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.File;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every operation that takes a reason leaves a record with it. Which do is told by the OpenAPI
 * document, whose own test demands it of all that need the scope {@code admin} or {@code catalog}
 * and do not only read.
 */
@ExtendWith(ArquillianExtension.class)
class AdministrativeOperationsIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String WHY = "asked for by Ana";

  /** What only another key than the one that asked may do. */
  private static final Set<String> BY_ANOTHER = Set.of("approveOverride", "rejectOverride");

  /** What is asked of each, one after the other: ids are those of the key and grant made before. */
  private static final String SCRIPT =
      """
      createApiKey         | POST /v1/api-keys | {"name":"portal","scopes":["read"]}
      rotateApiKey         | POST /v1/api-keys/{id}/rotate | {}
      revokeApiKey         | POST /v1/api-keys/{id}/revoke | {}
      applyCatalog         | PUT /v1/catalog | {catalog}
      putProfile           | PUT /v1/profiles/guest | {"slug":"guest"}
      deleteProfile        | DELETE /v1/profiles/guest |
      putGroup             | PUT /v1/groups/vip | {"slug":"vip"}
      deleteGroup          | DELETE /v1/groups/vip |
      putProvider          | PUT /v1/providers/acme | {"slug":"acme"}
      changeProvider       | PATCH /v1/providers/acme | {"status":"testing"}
      deleteProvider       | DELETE /v1/providers/acme |
      putFeature           | PUT /v1/features/poem | {"slug":"poem","category":"chat"}
      deleteFeature        | DELETE /v1/features/poem |
      putPack              | PUT /v1/packs/mini | {"slug":"mini","name":"Mini","credits":"5","price":{"amount":"2.50","currency":"BRL"}}
      deletePack           | DELETE /v1/packs/mini |
      putRoleAssignment    | PUT /v1/roles/user_chat/voting/openai | {"feature":"user_chat","role":"voting","provider":"openai"}
      deleteRoleAssignment | DELETE /v1/roles/user_chat/voting/openai |
      putMatrixCell        | PUT /v1/matrix/free/user/user_chat/anthropic | {"plan":"free","profile":"user","feature":"user_chat","model":"anthropic/claude-sonnet-5-5"}
      deleteMatrixCell     | DELETE /v1/matrix/free/user/user_chat/anthropic |
      putLimitRule         | PUT /v1/limits/burst | {"slug":"burst","window":"minute","max":5}
      deleteLimitRule      | DELETE /v1/limits/burst |
      putPriceList         | PUT /v1/prices/2 | {"effective_from":"2030-01-01T00:00:00Z","rows":[{"components":[{"kind":"per_call","credits":"2"}]}]}
      deletePriceList      | DELETE /v1/prices/2 |
      putPriceList         | PUT /v1/prices/draft | {"rows":[{"components":[{"kind":"per_call","credits":"2"}]}]}
      publishPriceList     | POST /v1/prices/draft/publish | {}
      putCostList          | PUT /v1/costs/2 | {"effective_from":"2030-01-01T00:00:00Z","rows":[]}
      deleteCostList       | DELETE /v1/costs/2 |
      putCostList          | PUT /v1/costs/draft | {"rows":[]}
      publishCostList      | POST /v1/costs/draft/publish | {}
      putPlan              | PUT /v1/plans/free | {"slug":"free","allowance":"150"}
      putExchangeRate      | PUT /v1/exchange-rates/USD/BRL/2030-01-01T00:00:00Z | {"from":"USD","to":"BRL","rate":"5.4","effective_from":"2030-01-01T00:00:00Z"}
      deleteExchangeRate   | DELETE /v1/exchange-rates/USD/BRL/2030-01-01T00:00:00Z |
      putSettings          | PUT /v1/settings | {"default_plan":"premium","approval_over_daily_calls":50}
      putGroup             | PUT /v1/groups/vip | {"slug":"vip"}
      createApiKey         | POST /v1/api-keys | {"name":"second","scopes":["catalog"]}
      createOverride       | POST /v1/overrides | {"slug":"large","group":"vip","feature":"user_chat","provider":"anthropic","effect":"add","role":"generation","weight":"0.8","model":"anthropic/claude-sonnet-5-5","daily_limit":51,"reason":"pilot"}
      approveOverride      | POST /v1/overrides/large/approve |
      endOverride          | DELETE /v1/overrides/large |
      createOverride       | POST /v1/overrides | {"slug":"larger","group":"vip","feature":"user_chat","provider":"anthropic","effect":"add","role":"generation","weight":"0.8","model":"anthropic/claude-sonnet-5-5","daily_limit":52,"reason":"pilot"}
      rejectOverride       | POST /v1/overrides/larger/reject |
      putCustomer          | PUT /v1/customers/school | {"plan":"professional"}
      patchCustomer        | PATCH /v1/customers/school | {"name":"School"}
      putUser              | PUT /v1/customers/school/users/ana | {"profile":"user"}
      deleteUser           | DELETE /v1/customers/school/users/ana |
      grantCredits         | POST /v1/customers/school/grants | {"credits":"5","source":"promo"}
      voidGrant            | POST /v1/customers/school/grants/{grant}/void | {"reason":"by mistake"}
      adjustCredits        | POST /v1/customers/school/adjustments | {"credits":"-3","reason":"counted twice"}
      freezeWallet         | POST /v1/customers/school/freeze | {"reason":"a stolen key"}
      unfreezeWallet       | POST /v1/customers/school/unfreeze | {"reason":"found again"}
      changePlan           | POST /v1/customers/school/plan-changes | {"plan":"free","when":"end_of_cycle"}
      cancelPlanChange     | DELETE /v1/customers/school/plan-changes/scheduled |
      forceReleaseCall     | POST /v1/authorizations/{authorization}/force-release | {"reason":"asked for by Ana"}
      moveTestClock        | POST /v1/test-clock | {"advance":"P1D"}
      """;

  private final String key = Deployed.newTenant("operations-" + UUID.randomUUID(), true, false);
  private String id = "";
  private String grant = "";
  private String other = "";

  private record Step(String operation, String method, String path, String body) {
    static Step of(String line) {
      String[] parts = line.split("\\|", 3);
      String[] address = parts[1].strip().split(" ", 2);
      return new Step(parts[0].strip(), address[0], address[1], parts[2].strip());
    }
  }

  @Deployment(testable = false)
  static WebArchive war() {
    return Deployed.war();
  }

  @Test
  void leaveARecordWithTheReason() throws Exception {
    List<Step> script = SCRIPT.lines().map(Step::of).toList();
    assertThat(script.stream().map(Step::operation).collect(Collectors.toSet()))
        .as("each operation that takes a reason is in the script")
        .isEqualTo(takingReason());

    for (Step step : script) {
      int before = told().size();
      HttpResponse<String> answer =
          call(
              BY_ANOTHER.contains(step.operation()) ? other : key,
              step.method(),
              path(step),
              body(step));
      assertThat(answer.statusCode()).as("%s: %s", step, answer.body()).isBetween(200, 299);
      if (step.operation().equals("createApiKey")) {
        JsonNode made = JSON.readTree(answer.body());
        id = made.path("id").asText();
        other = made.path("secret").asText();
      }
      if (step.operation().equals("grantCredits")) {
        grant = JSON.readTree(answer.body()).path("id").asText();
      }
      JsonNode records = told();
      assertThat(records).as(step.operation()).hasSizeGreaterThan(before);
      assertThat(records.path(0).path("reason").asText()).as(step.operation()).isEqualTo(WHY);
    }
  }

  private static Set<String> takingReason() throws IOException {
    JsonNode document = new YAMLMapper().readTree(new File(System.getProperty("it.openapi")));
    Set<String> operations = new TreeSet<>();
    document
        .path("paths")
        .forEach(
            path ->
                path.forEach(
                    operation -> {
                      if (operation.path("parameters").toString().contains("/Saldo-Reason\"")) {
                        operations.add(operation.path("operationId").asText());
                      }
                    }));
    return operations;
  }

  /** As the script has it, on an authorization that is made for it. */
  private String path(Step step) throws Exception {
    if (!step.path().contains("{authorization}")) {
      return step.path().replace("{id}", id).replace("{grant}", grant);
    }
    String made =
        call(
                key,
                "POST",
                "/v1/authorizations",
                "{\"customer\":\"school\",\"feature\":\"user_chat\"}")
            .body();
    return step.path().replace("{authorization}", JSON.readTree(made).path("id").asText());
  }

  /** As the script has it; the catalogue is the tenant's own, without its packs. */
  private String body(Step step) throws Exception {
    return step.body().equals("{catalog}")
        ? call(key, "GET", "/v1/catalog", "")
            .body()
            .replaceFirst("\"packs\":\\[.*?]", "\"packs\":[]")
        : step.body();
  }

  private JsonNode told() throws Exception {
    return JSON.readTree(call(key, "GET", "/v1/audit-log?limit=200", "").body()).path("data");
  }

  private static HttpResponse<String> call(String bearer, String method, String path, String body)
      throws Exception {
    return send(
        Deployed.request(path)
            .header("Authorization", "Bearer " + bearer)
            .header("Accept", "application/json")
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .header("Saldo-Reason", WHY)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
  }
}

package dev.saldo.server;

import static dev.saldo.server.Deployed.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.saldo.client.api.ApiKeysApi;
import dev.saldo.client.api.CatalogueApi;
import dev.saldo.client.api.CustomersApi;
import dev.saldo.client.api.WalletsApi;
import dev.saldo.client.model.ApiKeyRequest;
import dev.saldo.client.model.Settings;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of unknown customers, in a tenant whose settings let calls open them. */
@ExtendWith(ArquillianExtension.class)
class AutoCreationIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int CALLERS = 64;

  private final String key = Deployed.newTenant("auto-" + UUID.randomUUID(), true, false);
  private final CatalogueApi catalogue = new CatalogueApi(Deployed.client(key));
  private final CustomersApi customers = new CustomersApi(Deployed.client(key));
  private final WalletsApi wallets = new WalletsApi(Deployed.client(key));

  @Deployment(testable = false)
  static WebArchive war() {
    return Deployed.war();
  }

  @BeforeEach
  void letCallsOpenCustomers() throws Exception {
    catalogue.putSettings(settings("professional"), null, null, null);
  }

  private static Settings settings(String plan) {
    return new Settings().defaultPlan("free").autoCreateCustomers(plan);
  }

  @Test
  void opensTheCustomerOfItsFirstCall() throws Exception {
    assertThat(catalogue.getSettings().getAutoCreateCustomers()).isEqualTo("professional");
    String decide = keyFor("decide", null);

    HttpResponse<String> held = authorize(decide, "new", "user_chat");

    assertThat(held.statusCode()).as(held.body()).isEqualTo(201);
    assertThat(customers.getCustomer("new").getPlan()).isEqualTo("professional");
    assertThat(wallets.getWallet("new", null).getPosted()).isEqualTo("600");
    JsonNode told = records("new");
    assertThat(told).hasSize(1);
    assertThat(told.path(0).path("action").asText()).isEqualTo("created");
    assertThat(told.path(0).path("actor").asText()).startsWith("key_");
    assertThat(told.path(0).path("actor_name").asText()).isEqualTo("decide");
    assertThat(told.path(0).path("reason").asText())
        .isEqualTo("first call; auto_create_customers: professional");
    assertThat(told.path(0).path("after"))
        .isEqualTo(JSON.readTree(get(key, "/v1/customers/new").body()));
  }

  @Test
  void opensNobodyWhereTheSettingIsLeftOut() throws Exception {
    catalogue.putSettings(new Settings().defaultPlan("free"), null, null, null);

    HttpResponse<String> refused = authorize(key, "nobody", "user_chat");

    assertProblem(refused, 404, "customer_unknown");
    assertThat(post(key, "/v1/check", call("nobody", "user_chat")).body())
        .contains("\"allowed\":false", "customer_unknown");
    assertNobody("nobody");
  }

  /** One tenant's setting says nothing about another's. */
  @Test
  void opensNobodyInAnotherTenant() throws Exception {
    String other = Deployed.newTenant("strict-" + UUID.randomUUID(), true, false);

    assertProblem(authorize(other, "shared", "user_chat"), 404, "customer_unknown");
    assertThat(authorize(key, "shared", "user_chat").statusCode()).isEqualTo(201);
    assertProblem(authorize(other, "shared", "user_chat"), 404, "customer_unknown");
    assertProblem(get(other, "/v1/customers/shared"), 404, "customer_unknown");
  }

  @Test
  void opensNobodyForTheKeyOfAnotherCustomer() throws Exception {
    authorize(key, "own", "user_chat");
    String bound = keyFor("decide", "own");

    assertProblem(authorize(bound, "foreign", "user_chat"), 404, "customer_unknown");
    assertThat(authorize(bound, "own", "user_chat").statusCode()).isEqualTo(201);
    assertProblem(
        post(keyFor("read", null), "/v1/authorizations", call("foreign", "user_chat")),
        403,
        "scope_missing");
    assertNobody("foreign");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cust_1", "auth_1", "", "-school", "school 42", "ação"})
  void refusesWhatIsNoKey(String customer) throws Exception {
    for (String path : List.of("/v1/authorizations", "/v1/check")) {
      HttpResponse<String> refused = post(key, path, call(customer, "user_chat"));

      assertProblem(refused, 400, "invalid_request");
      assertThat(refused.body()).contains("\"field\":\"customer\"");
    }
    assertThat(customers.listCustomers(null, null, null, null, null, null).getData()).isEmpty();
  }

  @Test
  void opensNobodyForACallThatNoCustomerMayMake() throws Exception {
    HttpResponse<String> unknown = authorize(key, "nobody", "palm_reading");

    assertProblem(unknown, 404, "feature_unknown");
    assertThat(JSON.readTree(unknown.body()).has("decision")).isFalse();
    assertThat(unknown.headers().firstValue("Saldo-Decision")).isEmpty();
    assertProblem(
        post(key, "/v1/authorizations", "{\"customer\":\"nobody\",\"feature\":\"No!\"}"),
        400,
        "invalid_request");
    assertNobody("nobody");
  }

  @Test
  void opensACustomerWhomItsPlanRefuses() throws Exception {
    HttpResponse<String> refused = authorize(key, "curious", "admin_oracle");

    assertProblem(refused, 403, "feature_not_in_plan");
    String decision = JSON.readTree(refused.body()).path("decision").asText();
    assertThat(get(key, "/v1/decisions/" + decision).statusCode()).isEqualTo(200);
    assertThat(customers.getCustomer("curious").getPlan()).isEqualTo("professional");
  }

  @Test
  void answersQuestionsWithoutOpeningAnybody() throws Exception {
    String asked = call("asked", "user_chat");
    JsonNode check = JSON.readTree(post(key, "/v1/check", asked).body());
    HttpResponse<String> quote = post(key, "/v1/quotes", quote("asked"));
    HttpResponse<String> resolved = post(key, "/v1/resolve", asked);
    HttpResponse<String> features = get(key, "/v1/customers/asked/features");
    HttpResponse<String> limits = get(key, "/v1/customers/asked/limits");
    assertNobody("asked");

    JsonNode held = JSON.readTree(authorize(key, "asked", "user_chat").body());

    assertThat(check.path("allowed").asBoolean()).isTrue();
    assertThat(check.path("balance")).isEqualTo(held.path("balance"));
    assertThat(check.path("route")).isEqualTo(held.path("route"));
    assertThat(quote.body()).isEqualTo(post(key, "/v1/quotes", quote("asked")).body());
    assertThat(resolved.body()).isEqualTo(post(key, "/v1/resolve", asked).body());
    assertThat(features.statusCode()).isEqualTo(200);
    assertThat(limits.statusCode()).isEqualTo(200);
    assertThat(limits.body()).contains("\"used\":0");
  }

  private static String quote(String customer) {
    return "{\"customer\":\"%s\",\"feature\":\"user_chat\",\"usage\":{\"input_tokens\":1500}}"
        .formatted(customer);
  }

  @Test
  void opensOneCustomerForManyFirstCalls() throws Exception {
    for (int round = 0; round < 5; round++) {
      String customer = "raced-" + round;
      String body =
          "{\"customer\":\"%s\",\"feature\":\"user_chat\",\"profile\":\"admin\",%s}"
              .formatted(customer, "\"estimate\":{\"credits\":\"1\"}");

      List<Integer> statuses = inParallel(() -> post(key, "/v1/authorizations", body).statusCode());

      assertThat(statuses).hasSize(CALLERS).containsOnly(201);
      assertThat(wallets.getWallet(customer, null).getPosted()).isEqualTo("600");
      assertThat(wallets.getWallet(customer, null).getAvailable()).isEqualTo("536");
      assertThat(wallets.listGrants(customer, null, null, null, null).getData()).hasSize(1);
      assertThat(records(customer)).hasSize(1);
    }
  }

  /** One effect for one key, the opening included. */
  @Test
  void givesTheFirstAnswerAgainForTheSameKey() throws Exception {
    List<String> answers = inParallel(() -> keyed("repeated").body());

    assertThat(answers).containsOnly(answers.getFirst());
    assertThat(wallets.getWallet("repeated", null).getPosted()).isEqualTo("600");
    assertThat(keyed("repeated").headers().firstValue("Idempotent-Replayed")).contains("true");
  }

  @Test
  void refusesASettingThatNamesNoPlan() throws Exception {
    String before = get(key, "/v1/catalog").body();
    HttpResponse<String> setting =
        put("/v1/settings", "{\"default_plan\":\"free\",\"auto_create_customers\":\"gold\"}");
    HttpResponse<String> document =
        put(
            "/v1/catalog",
            before.replace(
                "\"auto_create_customers\":\"professional\"",
                "\"auto_create_customers\":\"gold\""));

    assertProblem(setting, 400, "invalid_request");
    assertThat(setting.body()).contains("\"field\":\"auto_create_customers\"", "gold");
    assertProblem(document, 400, "invalid_request");
    assertThat(document.body()).contains("\"field\":\"settings.auto_create_customers\"", "gold");
    assertThat(get(key, "/v1/catalog").body()).isEqualTo(before);
  }

  private String keyFor(String scope, String customer) throws Exception {
    return new ApiKeysApi(Deployed.client(key))
        .createApiKey(
            new ApiKeyRequest().name(scope).scopes(List.of(scope)).customer(customer), null, null)
        .getSecret();
  }

  private HttpResponse<String> keyed(String customer) throws Exception {
    return send(
        Deployed.request("/v1/authorizations")
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", "first")
            .POST(BodyPublishers.ofString(call(customer, "user_chat"))));
  }

  private JsonNode records(String customer) throws Exception {
    return JSON.readTree(get(key, "/v1/audit-log?kind=customer&key=" + customer).body())
        .path("data");
  }

  private void assertNobody(String customer) throws Exception {
    assertProblem(get(key, "/v1/customers/" + customer), 404, "customer_unknown");
    assertProblem(get(key, "/v1/customers/" + customer + "/wallet"), 404, "customer_unknown");
    assertThat(records(customer)).isEmpty();
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String code)
      throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(JSON.readTree(answer.body()).path("code").asText()).isEqualTo(code);
  }

  private static String call(String customer, String feature) {
    return "{\"customer\":\"%s\",\"feature\":\"%s\"}".formatted(customer, feature);
  }

  private static HttpResponse<String> authorize(String secret, String customer, String feature)
      throws Exception {
    return post(secret, "/v1/authorizations", call(customer, feature));
  }

  private static HttpResponse<String> post(String secret, String path, String body)
      throws Exception {
    return send(
        Deployed.request(path)
            .header("Authorization", "Bearer " + secret)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> put(String path, String body) throws Exception {
    return send(
        Deployed.request(path)
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body)));
  }

  private static HttpResponse<String> get(String secret, String path) throws Exception {
    return send(Deployed.request(path).header("Authorization", "Bearer " + secret).GET());
  }

  private static <T> List<T> inParallel(Callable<T> call) throws Exception {
    List<T> results = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(CALLERS)) {
      for (Future<T> result : executor.invokeAll(Collections.nCopies(CALLERS, call))) {
        results.add(result.get());
      }
    }
    return results;
  }
}

package dev.saldo.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.saldo.client.ApiException;
import dev.saldo.client.api.ApiKeysApi;
import dev.saldo.client.api.CatalogueApi;
import dev.saldo.client.api.CustomersApi;
import dev.saldo.client.model.ApiKeyRequest;
import dev.saldo.client.model.CatalogChange;
import dev.saldo.client.model.CustomerRequest;
import dev.saldo.client.model.MatrixCell;
import dev.saldo.client.model.Plan;
import dev.saldo.client.model.Provider;
import dev.saldo.client.model.ProviderChange;
import dev.saldo.client.model.Settings;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The catalogue row by row, in a tenant of its own that began with the starter catalogue. */
@ExtendWith(ArquillianExtension.class)
class CatalogRowsIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String ROWS =
      """
      /v1/profiles | guest | {"slug":"guest"} | {"slug":"guest"}
      /v1/groups | vip | {"slug":"vip"} | {"slug":"vip","tester":true}
      /v1/providers | acme | {"slug":"acme"} | {"slug":"acme","status":"testing"}
      /v1/features | poem | {"slug":"poem","category":"chat"} | {"slug":"poem","category":"admin"}
      /v1/packs | mini | {"slug":"mini","name":"Mini","credits":"5","price":{"amount":"2.50","currency":"BRL"}} | {"slug":"mini","name":"Mini","credits":"6","price":{"amount":"2.50","currency":"BRL"}}
      /v1/roles | user_chat/voting/openai | {"feature":"user_chat","role":"voting","provider":"openai"} | {"feature":"user_chat","role":"voting","provider":"openai","weight":"0.5"}
      /v1/matrix | free/user/user_chat/anthropic | {"plan":"free","profile":"user","feature":"user_chat","model":"anthropic/claude-sonnet-5-5"} | {"plan":"free","profile":"user","feature":"user_chat","model":"anthropic/claude-sonnet-5-5","daily_limit":2}
      /v1/limits | burst | {"slug":"burst","window":"minute","max":5} | {"slug":"burst","window":"hour","max":9}
      /v1/prices | 2 | {"effective_from":"2030-01-01T00:00:00Z","rows":[{"components":[{"kind":"per_call","credits":"2"}]}]} | {"effective_from":"2031-01-01T00:00:00Z","rows":[{"components":[{"kind":"per_call","credits":"3"}]}]}
      /v1/prices | draft | {"rows":[{"components":[{"kind":"per_call","credits":"2"}]}]} | {"draft":true,"rows":[{"components":[{"kind":"per_call","credits":"3"}]}]}
      /v1/costs | 2 | {"effective_from":"2030-01-01T00:00:00Z","rows":[]} | {"version":2,"effective_from":"2031-01-01T00:00:00Z","rows":[]}
      /v1/costs | draft | {"rows":[]} | {"rows":[{"model":"openai/gpt-4o-mini","per_million":{"input":"1","output":"2"},"currency":"USD"}]}
      """;

  private static int tenants;

  private String slug = "";
  private String key = "";
  private CatalogueApi catalogue = new CatalogueApi();

  @Deployment(testable = false)
  static WebArchive war() {
    return Deployed.war();
  }

  @BeforeEach
  void beginWithTheStarterCatalogue() {
    slug = "rows-" + ++tenants;
    key = Deployed.newTenant(slug, true, false);
    catalogue = new CatalogueApi(Deployed.client(key));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = ROWS)
  void addsReadsReplacesAndRemovesARow(String section, String name, String added, String changed)
      throws Exception {
    String address = section + "/" + name;
    JsonNode listed = json(send("GET", section, "")).path("data");
    assertThat(send("GET", address, "").statusCode()).isEqualTo(404);

    HttpResponse<String> dry = send("PUT", address + "?dry_run=true", added);
    HttpResponse<String> put = send("PUT", address, added);

    assertThat(dry.statusCode()).describedAs(dry.body()).isEqualTo(200);
    assertThat(json(dry).path("dry_run").asBoolean()).isTrue();
    assertThat(put.statusCode()).describedAs(put.body()).isEqualTo(201);
    assertThat(json(put).path("changes")).isEqualTo(json(dry).path("changes")).hasSize(1);
    HttpResponse<String> read = send("GET", address, "");
    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(etag(read)).isEqualTo(etag(put)).isEqualTo("\"2\"");
    assertThat(json(send("GET", section, "")).path("data")).hasSize(listed.size() + 1);
    assertThat(exported(section)).hasSize(listed.size() + 1);

    HttpResponse<String> replaced = send("PUT", address, changed);
    assertThat(replaced.statusCode()).describedAs(replaced.body()).isEqualTo(200);
    boolean same = changed.equals(added);
    assertThat(json(replaced).path("changes").isEmpty()).isEqualTo(same);
    JsonNode now = json(send("GET", address, ""));
    for (Map.Entry<String, JsonNode> member : JSON.readTree(changed).properties()) {
      JsonNode value = now.path(member.getKey());
      if (member.getValue().isArray()) {
        assertThat(value).hasSameSizeAs(member.getValue());
      } else {
        assertThat(value).isEqualTo(member.getValue());
      }
    }
    assertThat(json(send("PUT", address, now.toString())).path("changes")).isEmpty();
    assertThat(
            json(send("PUT", "/v1/catalog", send("GET", "/v1/catalog", "").body())).path("changes"))
        .isEmpty();

    HttpResponse<String> removed = send("DELETE", address, "");
    assertThat(removed.statusCode()).describedAs(removed.body()).isEqualTo(200);
    assertThat(json(removed).path("changes").path(0).path("change").asText()).isEqualTo("removed");
    assertThat(send("GET", address, "").statusCode()).isEqualTo(404);
    assertThat(send("DELETE", address, "").statusCode()).isEqualTo(404);
    assertThat(json(send("GET", section, "")).path("data")).isEqualTo(listed);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = ROWS)
  void changesNothingForAnOutdatedTagOrAKeyThatOnlyReads(
      String section, String name, String added, String changed) throws Exception {
    String address = section + "/" + name;
    String reader = scoped("read");

    for (String method : List.of("PUT", "DELETE")) {
      HttpResponse<String> outdated =
          Deployed.send(request(key, method, address, added).header("If-Match", "\"9\""));
      assertThat(outdated.statusCode()).describedAs(outdated.body()).isEqualTo(412);
      HttpResponse<String> refused = Deployed.send(request(reader, method, address, added));
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(refused.body()).contains("\"code\":\"scope_missing\"");
    }
    assertThat(Deployed.send(request(reader, "GET", section, "")).statusCode()).isEqualTo(200);
    HttpResponse<String> meant =
        Deployed.send(
            request(scoped("catalog"), "PUT", address, added).header("If-Match", "\"1\""));
    assertThat(meant.statusCode()).describedAs(meant.body()).isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = ROWS)
  void changesNoCatalogueButThatOfTheTenant(
      String section, String name, String added, String changed) throws Exception {
    String other = Deployed.newTenant(slug + "-other", true, false);
    String before = Deployed.send(request(other, "GET", "/v1/catalog", "")).body();

    assertThat(send("PUT", section + "/" + name, added).statusCode()).isEqualTo(201);

    assertThat(Deployed.send(request(other, "GET", "/v1/catalog", "")).body()).isEqualTo(before);
    assertThat(Deployed.send(request(other, "GET", section + "/" + name, "")).statusCode())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /v1/matrix/gold/user/user_chat/openai | {"plan":"gold","profile":"user","feature":"user_chat","model":"openai/gpt-4o-mini"} | plan | gold
          /v1/matrix/free/user/user_chat/openai | {"plan":"free","profile":"user","feature":"user_chat","model":"openai/gpt-4o-mini","daily_limit":-1} | daily_limit |
          /v1/matrix/free/user/user_chat/openai | {"plan":"free","profile":"user","feature":"user_chat","model":"openai"} | model | provider/model
          /v1/matrix/free/user/user_chat/openai | {"plan":"free","profile":"user","feature":"user_chat","model":"gemini/one"} | model | openai
          /v1/roles/poem/chat/openai | {"feature":"poem","role":"chat","provider":"openai"} | feature | poem
          /v1/features/poem | {"slug":"poem","category":"talk"} | category | chat
          /v1/features/poem | {"slug":"ode","category":"chat"} | slug | poem
          /v1/features/Poem | {"slug":"Poem","category":"chat"} | slug | lower-case
          /v1/features/poem | {"slug":"poem"} | category |
          /v1/features/poem | {"slug":"poem","category":"chat","kind":1} | kind |
          /v1/groups/vip | {"slug":"vip","tester":"yes"} | tester | true
          /v1/plans/free | {"slug":"free","version":1,"allowance":"7"} | body | cannot change
          /v1/plans/free | {"slug":"free","allowance":"many"} | allowance | decimal
          /v1/prices/1 | {"rows":[]} | body | cannot change
          /v1/prices/3 | {"version":2,"rows":[]} | version | 3
          /v1/prices/two | {"rows":[]} | version | draft
          /v1/prices/2 | {"rows":[{"feature":"poem","components":[{"kind":"per_call","credits":"1"}]}]} | rows[0].feature | poem
          /v1/prices/2 | {"rows":[{"components":[{"kind":"per_call"}]}]} | rows[0].components[0] | per_call
          /v1/prices/draft | {"effective_from":"2030-01-01T00:00:00Z","rows":[]} | effective_from | draft
          /v1/costs/2 | {"rows":[{"model":"acme/one","per_million":{"input":"1","output":"1"},"currency":"USD"}]} | rows[0].model | acme
          /v1/packs/start | {"slug":"start","name":"Start","credits":"1","price":{"amount":"x","currency":"BRL"}} | price.amount |
          /v1/profiles/user!x | {"slug":"user!x"} | slug | lower-case
          /v1/limits/burst | {"slug":"burst","window":"minute","max":5,"group":"vip","subject":"group"} | group | vip
          /v1/settings | {"default_plan":"gold"} | default_plan | gold
          /v1/settings | {"default_plan":"free","auto_create_customers":"gold"} | auto_create_customers | gold
          """)
  void namesTheMemberAndTheRuleOfARowThatIsWrong(
      String address, String row, String field, String words) throws Exception {
    String before = send("GET", "/v1/catalog", "").body();

    HttpResponse<String> refused = send("PUT", address, row);

    assertThat(refused.statusCode()).describedAs(refused.body()).isEqualTo(400);
    JsonNode fault = json(refused).path("errors").path(0);
    assertThat(fault.path("field").asText()).describedAs(refused.body()).startsWith(field);
    assertThat(fault.path("message").asText()).contains(words == null ? "" : words);
    assertThat(send("GET", "/v1/catalog", "").body()).isEqualTo(before);
    assertThat(json(send("PUT", address, "{")).path("code").asText()).isEqualTo("malformed_json");
  }

  @Test
  void keepsARowThatOthersReferToAndNamesThem() throws Exception {
    ApiException feature =
        catchThrowableOfType(
            ApiException.class, () -> catalogue.deleteFeature("legal_reports", null, null, null));
    ApiException provider =
        catchThrowableOfType(
            ApiException.class, () -> catalogue.deleteProvider("gemini", null, null, null));
    HttpResponse<String> profile = send("DELETE", "/v1/profiles/admin", "");

    assertThat(feature.getCode()).isEqualTo(409);
    assertThat(feature.getResponseBody())
        .contains("\"code\":\"row_in_use\"", "roles/legal_reports/consensus/anthropic.feature")
        .contains("matrix/free/user/legal_reports/openai.feature", "refers to it");
    assertThat(provider.getCode()).isEqualTo(409);
    assertThat(provider.getResponseBody()).contains("matrix/free/admin/admin_oracle/gemini.model");
    assertThat(profile.statusCode()).isEqualTo(409);
    assertThat(profile.body()).contains("matrix/premium/admin/diary_analysis/openai.profile");
    assertThat(catalogue.getFeature("legal_reports").getActive()).isTrue();
  }

  @Test
  void keepsWhatIsInEffectAndPlansForGood() throws Exception {
    for (String address : List.of("/v1/prices/1", "/v1/costs/1")) {
      HttpResponse<String> refused = send("DELETE", address, "");
      assertThat(refused.statusCode()).isEqualTo(409);
      assertThat(refused.body()).contains("\"code\":\"version_in_effect\"");
    }
    assertThat(send("DELETE", "/v1/plans/free", "").statusCode()).isEqualTo(405);
    assertThat(send("DELETE", "/v1/models/openai/gpt-4o-mini", "").statusCode()).isEqualTo(405);
    assertThat(etag(send("GET", "/v1/plans", ""))).isEqualTo("\"1\"");
  }

  @Test
  void addsAVersionOfAPlanAndLeavesCustomersOnTheirs() throws Exception {
    customer("early");

    CatalogChange change =
        catalogue.putPlan("free", new Plan().slug("free").allowance("150"), null, null, null);
    customer("late");

    assertThat(change.getChanges()).singleElement().matches(row -> row.getName().equals("free/2"));
    assertThat(available("early")).isEqualTo("100");
    assertThat(available("late")).isEqualTo("150");
    assertThat(catalogue.getPlan("free", null).getVersion()).isEqualTo(2);
    assertThat(catalogue.getPlan("free", "1").getAllowance()).isEqualTo("100");
    assertThat(catalogue.listPlans().getData())
        .filteredOn(plan -> plan.getSlug().equals("free"))
        .hasSize(2);
    assertThat(
            catalogue
                .putPlan("free", catalogue.getPlan("free", null), null, null, null)
                .getChanges())
        .isEmpty();
  }

  @Test
  void settlesByThePricesOfTheAuthorization() throws Exception {
    customer("caller");
    JsonNode early = json(authorize("caller"));

    HttpResponse<String> published =
        send(
            "PUT",
            "/v1/prices/2",
            "{\"rows\":[{\"components\":[{\"kind\":\"per_call\",\"credits\":\"7\"}]}]}");
    JsonNode late = json(authorize("caller"));

    assertThat(published.statusCode()).describedAs(published.body()).isEqualTo(201);
    assertThat(charged(early)).isEqualTo("3");
    assertThat(charged(late)).isEqualTo("7");
    assertThat(catalogue.listPriceLists().getData()).hasSize(2);
  }

  @Test
  void waitsForItsTimeWithAListThatIsScheduled() throws Exception {
    customer("caller");
    String scheduled =
        "{\"effective_from\":\"2031-01-01T00:00:00Z\",\"rows\":[{\"components\":"
            + "[{\"kind\":\"per_call\",\"credits\":\"7\"}]}]}";

    assertThat(send("PUT", "/v1/prices/2", scheduled).statusCode()).isEqualTo(201);

    assertThat(charged(json(authorize("caller")))).isEqualTo("3");
    JsonNode listed = json(send("GET", "/v1/prices", "")).path("data").path(1);
    assertThat(listed.path("effective_from").asText()).isEqualTo("2031-01-01T00:00:00Z");
    assertThat(listed.path("version").asInt()).isEqualTo(2);
  }

  /** The old list to the last microsecond, the new one from its instant on. */
  @Test
  void chargesByTheNewListFromItsInstantOn() throws Exception {
    customer("caller");
    Instant from = Instant.now().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofDays(1));
    String scheduled =
        "{\"effective_from\":\"%s\",\"rows\":[{\"components\":[{\"kind\":\"per_call\",\"credits\":\"7\"}]}]}"
            .formatted(from);
    assertThat(send("PUT", "/v1/prices/2", scheduled).statusCode()).isEqualTo(201);

    clock(from.minus(1, ChronoUnit.MICROS));
    JsonNode before = json(authorize("caller"));
    JsonNode charged = json(authorize("caller"));
    assertThat(before.path("held").path("credits").asText()).isEqualTo("3");
    assertThat(before.path("price").path("version").asInt()).isEqualTo(1);
    assertThat(charged(charged)).isEqualTo("3");
    clock(from);
    JsonNode after = json(authorize("caller"));

    assertThat(after.path("held").path("credits").asText()).isEqualTo("7");
    assertThat(after.path("price").path("version").asInt()).isEqualTo(2);
    assertThat(charged(before)).as("held by the list of before").isEqualTo("3");
    assertThat(charged(after)).isEqualTo("7");
    assertThat(available("caller")).isEqualTo("87");
  }

  private void clock(Instant at) throws Exception {
    HttpResponse<String> moved = send("POST", "/v1/test-clock", "{\"at\":\"%s\"}".formatted(at));
    assertThat(moved.statusCode()).describedAs(moved.body()).isEqualTo(200);
  }

  @Test
  void publishesADraft() throws Exception {
    customer("caller");
    assertThat(send("POST", "/v1/prices/draft/publish", "{}").statusCode()).isEqualTo(404);
    String draft = "{\"rows\":[{\"components\":[{\"kind\":\"per_call\",\"credits\":\"5\"}]}]}";
    assertThat(send("PUT", "/v1/prices/draft", draft).statusCode()).isEqualTo(201);
    assertThat(charged(json(authorize("caller")))).isEqualTo("3");

    HttpResponse<String> published = send("POST", "/v1/prices/draft/publish", "{}");

    assertThat(published.statusCode()).describedAs(published.body()).isEqualTo(201);
    assertThat(charged(json(authorize("caller")))).isEqualTo("5");
    assertThat(send("GET", "/v1/prices/draft", "").statusCode()).isEqualTo(404);
    assertThat(json(send("GET", "/v1/prices/2", "")).path("version").asInt()).isEqualTo(2);
  }

  @Test
  void keepsTheStatusOfAProviderThatSaysNone() throws Exception {
    catalogue.changeProvider("openai", new ProviderChange().status("disabled"), null, null, null);
    Provider openai = catalogue.getProvider("openai");

    catalogue.putProvider("openai", openai.status(null).name("Open AI"), null, null, null);
    String document = send("GET", "/v1/catalog", "").body().replace("\"status\":\"disabled\",", "");
    JsonNode applied = json(send("PUT", "/v1/catalog", document));

    assertThat(applied.path("changes")).describedAs("%s", applied).isEmpty();
    assertThat(catalogue.getProvider("openai").getStatus()).isEqualTo("disabled");
    assertThat(catalogue.getProvider("openai").getName()).isEqualTo("Open AI");
    HttpResponse<String> unknown = send("PATCH", "/v1/providers/nobody", "{\"status\":\"active\"}");
    assertThat(unknown.body()).contains("\"code\":\"provider_unknown\"");
  }

  @Test
  void warnsOfWhatHasNoPriceOrCost() throws Exception {
    MatrixCell cell =
        new MatrixCell().plan("free").profile("user").feature("user_chat").model("xai/grok-9");
    CatalogChange unknownCost =
        catalogue.putMatrixCell("free", "user", "user_chat", "xai", cell, "true", null, null);
    assertThat(unknownCost.getWarnings())
        .extracting(warning -> warning.getCode() + " " + warning.getRow())
        .containsExactly("cost_missing xai/grok-9");

    HttpResponse<String> unpriced =
        Deployed.send(
            request(
                    key,
                    "PUT",
                    "/v1/prices/2?dry_run=true",
                    "{\"rows\":[{\"model\":\"openai\",\"components\":[{\"kind\":\"per_call\",\"credits\":\"1\"}]}]}")
                .header("Accept-Language", "pt-BR"));

    assertThat(unpriced.body())
        .contains("\"code\":\"price_missing\",\"row\":\"free/admin/diary_analysis/anthropic\"")
        .contains("Nenhuma linha da tabela de preços mais nova");
    assertThat(etag(send("GET", "/v1/prices", ""))).isEqualTo("\"1\"");
  }

  @Test
  void listsTheModelsThatRowsName() throws Exception {
    assertThat(catalogue.listModels().getData())
        .filteredOn(model -> model.getModel().equals("together/openai/gpt-oss-120b"))
        .singleElement()
        .matches(model -> model.getIsDefault() && model.getHasCost() && !model.getInMatrix());
    JsonNode grok = json(send("GET", "/v1/models/together/openai/gpt-oss-120b", ""));
    assertThat(grok.path("status").asText()).isEqualTo("testing");
    assertThat(send("GET", "/v1/models/openai/unknown", "").statusCode()).isEqualTo(404);
  }

  @Test
  void setsThePlanOfNewCustomers() throws Exception {
    assertThat(catalogue.getSettings().getDefaultPlan()).isEqualTo("free");

    catalogue.putSettings(new Settings().defaultPlan("professional"), null, null, null);

    customer("new");
    assertThat(available("new")).isEqualTo("600");
    assertThat(json(send("GET", "/v1/catalog", "")).path("default_plan").asText())
        .isEqualTo("professional");
  }

  @Test
  void keepsProvidersAndCostsFromKeysOfACustomer() throws Exception {
    customer("bound");
    String bound =
        new ApiKeysApi(Deployed.client(key))
            .createApiKey(
                new ApiKeyRequest().name("bound").scopes(List.of("read")).customer("bound"),
                null,
                null)
            .getSecret();

    for (String address :
        List.of("/v1/costs", "/v1/costs/1", "/v1/providers", "/v1/providers/openai")) {
      assertThat(Deployed.send(request(bound, "GET", address, "")).statusCode()).isEqualTo(403);
    }
    assertThat(Deployed.send(request(bound, "GET", "/v1/plans", "")).statusCode()).isEqualTo(200);
  }

  @Test
  void publishesTheSchemaOfTheDocument() throws Exception {
    HttpResponse<String> schema = send("GET", "/v1/catalog/schema", "");

    assertThat(schema.statusCode()).describedAs(schema.body()).isEqualTo(200);
    assertThat(schema.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/schema+json");
    assertThat(schema.body())
        .isEqualTo(Files.readString(Path.of("../../docs/catalog.schema.json")));
    assertThat(
            Deployed.send(request(scoped("decide"), "GET", "/v1/catalog/schema", "")).statusCode())
        .isEqualTo(403);
  }

  private JsonNode exported(String section) throws Exception {
    return json(send("GET", "/v1/catalog", "")).path(section.replaceFirst("/v1/", ""));
  }

  private void customer(String customer) throws ApiException {
    new CustomersApi(Deployed.client(key)).putCustomer(customer, new CustomerRequest(), null);
  }

  private String available(String customer) throws Exception {
    return json(send("GET", "/v1/customers/" + customer + "/wallet", ""))
        .path("available")
        .asText();
  }

  private HttpResponse<String> authorize(String customer) throws Exception {
    return send(
        "POST",
        "/v1/authorizations",
        "{\"customer\":\"%s\",\"feature\":\"user_chat\"}".formatted(customer));
  }

  /** Settles a call of 2,300 tokens; what it is charged. */
  private String charged(JsonNode held) throws Exception {
    String settlement = "{\"usage\":{\"input_tokens\":1500,\"output_tokens\":800}}";
    HttpResponse<String> settled =
        send("POST", "/v1/authorizations/" + held.path("id").asText() + "/settle", settlement);
    return json(settled).path("charged").path("credits").asText();
  }

  private String scoped(String scope) throws ApiException {
    return new ApiKeysApi(Deployed.client(key))
        .createApiKey(new ApiKeyRequest().name(scope).scopes(List.of(scope)), null, null)
        .getSecret();
  }

  private HttpResponse<String> send(String method, String address, String body) throws Exception {
    return Deployed.send(request(key, method, address, body));
  }

  private static HttpRequest.Builder request(
      String bearer, String method, String address, String body) {
    HttpRequest.Builder request =
        Deployed.request(address).header("Authorization", "Bearer " + bearer);
    boolean bodiless = method.equals("GET") || method.equals("DELETE");
    return bodiless
        ? request.method(method, BodyPublishers.noBody())
        : request
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body));
  }

  private static JsonNode json(HttpResponse<String> answer) throws Exception {
    return JSON.readTree(answer.body());
  }

  private static String etag(HttpResponse<String> answer) {
    return answer.headers().firstValue("ETag").orElseThrow();
  }
}

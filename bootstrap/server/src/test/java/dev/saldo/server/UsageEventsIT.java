package dev.saldo.server;

import static dev.saldo.server.Deployed.request;
import static dev.saldo.server.Deployed.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.saldo.client.api.ApiKeysApi;
import dev.saldo.client.api.CustomersApi;
import dev.saldo.client.api.UsageApi;
import dev.saldo.client.api.WalletsApi;
import dev.saldo.client.model.ApiKeyRequest;
import dev.saldo.client.model.CustomerRequest;
import dev.saldo.client.model.ReasonRequest;
import dev.saldo.client.model.TokenUsage;
import dev.saldo.client.model.UsageEvent;
import dev.saldo.client.model.UsageEventResult;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Usage that is reported afterwards, on the starter plan of 100 credits a month. */
@ExtendWith(ArquillianExtension.class)
class UsageEventsIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String PLAIN = "application/json";
  private static final String CLOUD_EVENT = "application/cloudevents+json";
  private static final String CLOUD_EVENTS = "application/cloudevents-batch+json";

  private final CustomersApi customers = new CustomersApi(Deployed.client(Deployed.ADMIN_KEY));
  private final WalletsApi wallets = new WalletsApi(Deployed.client(Deployed.ADMIN_KEY));

  @Deployment(testable = false)
  static WebArchive war() {
    return Deployed.war();
  }

  /**
   * The guide's own requests and answer; times, and ids that are made of them, are those of now.
   */
  @Test
  void answersAsTheGuideShows() throws Exception {
    String customer = customer();
    List<String> blocks =
        Pattern.compile("```json\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("..", "..", "docs", "usage-events.md")))
            .results()
            .map((MatchResult found) -> found.group(1))
            .toList();
    assertThat(blocks).hasSize(3);
    ArrayNode events = (ArrayNode) JSON.readTree(blocks.get(0).replace("school-42", customer));
    events.forEach(event -> ((ObjectNode) event).put("time", time(0)));
    ObjectNode cloud = (ObjectNode) JSON.readTree(blocks.get(2).replace("school-42", customer));
    cloud.put("time", time(0));

    JsonNode answer = results(post(PLAIN, events.toString()));

    assertThat(timeless(answer)).isEqualTo(timeless(JSON.readTree(blocks.get(1)).path("data")));
    JsonNode again = results(post(CLOUD_EVENT, cloud.toString()));
    assertThat(again.path(0).path("state").asText()).isEqualTo("duplicate");
    assertThat(again.path(0).path("charge")).isEqualTo(answer.path(0).path("charge"));
    assertThat(wallets.getWallet(customer, null).getAvailable()).isEqualTo("98");
  }

  @Test
  void chargesThroughTheGeneratedClient() throws Exception {
    String customer = customer();
    UsageEvent event =
        new UsageEvent()
            .id("e-1")
            .source("tutor")
            .customer(customer)
            .feature("diary_analysis")
            .time(OffsetDateTime.now(ZoneOffset.UTC).minusMinutes(1))
            .usage(new TokenUsage().inputTokens(1300L));
    UsageApi usage = new UsageApi(Deployed.client(key("ingest")));

    List<UsageEventResult> first = usage.reportUsage(List.of(event)).getData();
    List<UsageEventResult> again = usage.reportUsage(List.of(event)).getData();

    assertThat(first.getFirst().getState().getValue()).isEqualTo("accepted");
    assertThat(first.getFirst().getCharge().getCharged().getCredits()).isEqualTo("2");
    assertThat(first.getFirst().getCharge().getId()).startsWith("evt_");
    assertThat(again.getFirst().getState().getValue()).isEqualTo("duplicate");
    assertThat(again.getFirst().getCharge()).isEqualTo(first.getFirst().getCharge());
  }

  @Test
  void answersOneEventAloneAndNone() throws Exception {
    String customer = customer();

    assertThat(states(post(PLAIN, plain(customer, "e-1").toString()))).containsExactly("accepted");
    assertThat(states(post(PLAIN, "[]"))).isEmpty();
    assertThat(states(post(CLOUD_EVENTS, "[]"))).isEmpty();
  }

  @Test
  void chargesTheOthersWhenSomeAreBad() throws Exception {
    String customer = customer();
    ArrayNode events = JSON.createArrayNode();
    events.add(plain(customer, "e-1"));
    events.add(plain(customer, "e-2").put("colour", "blue"));
    events.add(plain(customer, "e-3").put("time", "yesterday"));
    events.add(7);
    events.addNull();
    events.add(plain(customer, "e-4").put("customer", "nobody-" + UUID.randomUUID()));
    events.add(plain(customer, "e-5").put("feature", "no_such_feature"));
    events.add(plain(customer, "e-6").put("feature", "admin_oracle"));
    events.add(plain(customer, "e-7").put("time", time(-36)));
    events.add(plain(customer, "e-8").put("time", time(1)));
    events.add(plain(customer, "x".repeat(256)));
    events.add(plain(customer, "e-1").put("user", "another"));
    events.add(plain(customer, "e-9").put("evidence", "hearsay"));
    events.add(plain(customer, "e-10"));

    JsonNode results = results(post(PLAIN, events.toString()));

    assertThat(results.findValuesAsText("state"))
        .containsExactly(
            "accepted",
            "rejected",
            "rejected",
            "rejected",
            "rejected",
            "rejected",
            "rejected",
            "rejected",
            "rejected",
            "rejected",
            "rejected",
            "rejected",
            "rejected",
            "accepted");
    assertRejected(results.path(1), "invalid_request", "colour", "unknown_field");
    assertThat(results.path(1).path("id").asText()).isEqualTo("e-2");
    assertRejected(results.path(2), "invalid_request", "time", "type");
    assertRejected(results.path(3), "invalid_request", "body", "type");
    assertRejected(results.path(4), "invalid_request", "body", "type");
    assertThat(results.path(5).path("code").asText()).isEqualTo("customer_unknown");
    assertThat(results.path(6).path("code").asText()).isEqualTo("feature_unknown");
    assertThat(results.path(7).path("code").asText()).isEqualTo("feature_not_in_plan");
    assertRejected(results.path(8), "event_time_refused", "time", "range");
    assertRejected(results.path(9), "event_time_refused", "time", "range");
    assertRejected(results.path(10), "invalid_request", "id", "invalid");
    assertThat(results.path(11).path("code").asText()).isEqualTo("event_id_reused");
    assertRejected(results.path(12), "invalid_request", "evidence", "one_of");
    assertThat(wallets.getWallet(customer, null).getAvailable()).isEqualTo("96");
  }

  @Test
  void namesTheFieldsOfACloudEvent() throws Exception {
    String customer = customer();
    ArrayNode events = JSON.createArrayNode();
    events.add(cloud(customer, "e-1").put("traceparent", "00-1-2-01"));
    events.add(cloud(customer, "e-2").put("specversion", "0.3"));
    events.add(cloud(customer, "e-3").put("type", "com.example.other"));
    events.add(without(cloud(customer, "e-4"), "subject"));
    events.add(without(cloud(customer, "e-5"), "time"));
    events.add(cloud(customer, "e-6").put("datacontenttype", "text/xml"));
    ObjectNode unreadable = cloud(customer, "e-7");
    ((ObjectNode) unreadable.path("data").path("usage")).put("input_tokens", "many");
    events.add(unreadable);
    ObjectNode noModel = cloud(customer, "e-8");
    ((ObjectNode) noModel.path("data")).put("model", "gpt");
    events.add(noModel);
    events.add(without(cloud(customer, "e-9"), "data").put("data_base64", "e30="));

    JsonNode results = results(post(CLOUD_EVENTS, events.toString()));

    assertThat(results.path(0).path("state").asText()).isEqualTo("accepted");
    assertRejected(results.path(1), "invalid_request", "specversion", "one_of");
    assertRejected(results.path(2), "invalid_request", "type", "one_of");
    assertRejected(results.path(3), "invalid_request", "subject", "not_null");
    assertRejected(results.path(4), "invalid_request", "time", "not_null");
    assertRejected(results.path(5), "invalid_request", "datacontenttype", "one_of");
    assertRejected(results.path(6), "invalid_request", "data.usage.input_tokens", "type");
    assertRejected(results.path(7), "invalid_request", "data.model", "invalid");
    assertRejected(results.path(8), "invalid_request", "data", "not_null");
  }

  @Test
  void takesTheSameTimeInAnotherZoneForTheSame() throws Exception {
    String customer = customer();
    OffsetDateTime used = OffsetDateTime.now(ZoneOffset.UTC).minusMinutes(5);

    assertThat(states(post(PLAIN, plain(customer, "e-1").put("time", used.toString()).toString())))
        .containsExactly("accepted");
    String elsewhere = used.withOffsetSameInstant(ZoneOffset.ofHours(-3)).toString();
    assertThat(states(post(PLAIN, plain(customer, "e-1").put("time", elsewhere).toString())))
        .containsExactly("duplicate");
  }

  @Test
  void chargesAWalletThatIsFrozenAndOwesTheRest() throws Exception {
    String customer = customer();
    wallets.freezeWallet(customer, new ReasonRequest().reason("a stolen key"), null, null);
    ObjectNode event = plain(customer, "e-1");
    ((ObjectNode) event.path("usage")).put("input_tokens", 129_600);

    JsonNode charge = results(post(PLAIN, event.toString())).path(0).path("charge");

    assertThat(charge.path("charged").path("credits").asText()).isEqualTo("130");
    assertThat(charge.path("debt").asText()).isEqualTo("30");
    assertThat(wallets.getWallet(customer, null).getDebt()).isEqualTo("30");
    JsonNode entries = get("/v1/customers/" + customer + "/entries").path("data");
    assertThat(entries.path(0).path("kind").asText()).isEqualTo("charge");
    assertThat(entries.path(0).has("hold")).isFalse();
    JsonNode used = get("/v1/customers/" + customer + "/usage").path("total");
    assertThat(used.path("charged").asText()).isEqualTo("130");
  }

  @Test
  void countsInLimitsThatItIsNotRefusedBy() throws Exception {
    String customer = customer();
    for (int i = 0; i < 4; i++) {
      assertThat(states(post(PLAIN, plain(customer, "e-" + i).toString())))
          .containsExactly("accepted");
    }

    HttpResponse<String> refused =
        send(
            json(Deployed.ADMIN_KEY, "/v1/authorizations", PLAIN)
                .POST(
                    BodyPublishers.ofString(
                        "{\"customer\":\"%s\",\"user\":\"ana\",\"feature\":\"diary_analysis\"}"
                            .formatted(customer))));

    assertProblem(429, "daily_limit", refused);
  }

  @Test
  void knowsNoCustomerOfAnotherTenantOrOfAnotherKey() throws Exception {
    String customer = customer();
    String events = "[" + plain(customer, "e-1") + "," + plain("nobody", "e-1") + "]";
    String bound =
        new ApiKeysApi(Deployed.client(Deployed.ADMIN_KEY))
            .createApiKey(
                new ApiKeyRequest()
                    .name("of one customer")
                    .scopes(List.of("ingest"))
                    .customer(customer()),
                null,
                null)
            .getSecret();

    for (String key : List.of(Deployed.TEST_ADMIN_KEY, bound)) {
      JsonNode results = results(post(key, PLAIN, events));
      assertThat(results.path(0).path("code").asText()).isEqualTo("customer_unknown");
      assertThat(results.path(0).path("detail")).isEqualTo(results.path(1).path("detail"));
    }
    assertThat(wallets.getWallet(customer, null).getAvailable()).isEqualTo("100");
  }

  @Test
  void needsTheScopeIngest() throws Exception {
    String customer = customer();
    String event = plain(customer, "e-1").toString();

    assertProblem(403, "scope_missing", post(key("decide", "read", "catalog"), PLAIN, event));
    assertThat(states(post(key("ingest"), PLAIN, event))).containsExactly("accepted");
    HttpRequest.Builder nobody =
        request("/v1/usage-events")
            .header("Content-Type", PLAIN)
            .POST(BodyPublishers.ofString(event));
    assertProblem(401, "unauthenticated", send(nobody));
    assertProblem(
        403,
        "scope_missing",
        send(
            request("/v1/customers/" + customer + "/wallet")
                .header("Authorization", "Bearer " + key("ingest"))));
  }

  @Test
  void refusesMoreThanAThousandEventsAndChargesNone() throws Exception {
    String customer = customer();
    ArrayNode events = JSON.createArrayNode();
    for (int i = 0; i < 1_001; i++) {
      events.add(plain(customer, "e-" + i));
    }

    assertProblem(413, "body_too_large", post(PLAIN, events.toString()));

    events.remove(1_000);
    assertThat(states(post(PLAIN, events.toString()))).hasSize(1_000).containsOnly("accepted");
    assertThat(wallets.getWallet(customer, null).getDebt()).isEqualTo("1900");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json                   | 7",
        "application/json                   | null",
        "application/cloudevents+json       | []",
        "application/cloudevents-batch+json | {}"
      })
  void refusesBodiesOfAnotherShape(String type, String body) throws Exception {
    HttpResponse<String> refused = post(type, body);

    assertProblem(400, "invalid_request", refused);
    assertThat(refused.body()).contains("\"field\":\"body\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "[{\"id\":\"a\",\"id\":\"b\"}]", "[] []"})
  void refusesWhatIsNoJson(String body) throws Exception {
    assertProblem(400, "malformed_json", post(PLAIN, body));
  }

  @Test
  void refusesOtherMediaTypes() throws Exception {
    assertProblem(415, "unsupported_media_type", post("text/plain", "[]"));
  }

  @Test
  void tellsFaultsInTheLanguageOfTheRequest() throws Exception {
    HttpResponse<String> answer =
        send(
            json(Deployed.ADMIN_KEY, "/v1/usage-events", PLAIN)
                .header("Accept-Language", "pt-BR")
                .POST(BodyPublishers.ofString(plain("nobody", "e-1").toString())));

    assertThat(answer.headers().firstValue("Content-Language")).contains("pt-BR");
    assertThat(answer.body()).contains("cliente");
  }

  private String customer() throws Exception {
    String key = "usage-" + UUID.randomUUID();
    customers.putCustomer(
        key, new CustomerRequest().plan("free").timeZone("America/Sao_Paulo"), null);
    return key;
  }

  private static String key(String... scopes) throws Exception {
    return new ApiKeysApi(Deployed.client(Deployed.ADMIN_KEY))
        .createApiKey(new ApiKeyRequest().name("usage").scopes(List.of(scopes)), null, null)
        .getSecret();
  }

  private static ObjectNode plain(String customer, String id) {
    ObjectNode event =
        JSON.createObjectNode()
            .put("id", id)
            .put("source", "tutor")
            .put("customer", customer)
            .put("user", "ana")
            .put("feature", "diary_analysis")
            .put("time", time(0));
    event.putObject("usage").put("input_tokens", 900).put("output_tokens", 400);
    return event;
  }

  private static ObjectNode cloud(String customer, String id) {
    ObjectNode event =
        JSON.createObjectNode()
            .put("specversion", "1.0")
            .put("type", "dev.saldo.usage.v1")
            .put("id", id)
            .put("source", "tutor")
            .put("subject", customer)
            .put("time", time(0));
    ObjectNode data = event.putObject("data").put("feature", "diary_analysis");
    data.putObject("usage").put("input_tokens", 900).put("output_tokens", 400);
    return event;
  }

  private static ObjectNode without(ObjectNode event, String field) {
    event.remove(field);
    return event;
  }

  /** Some days from now; the first instant of this hour of them, so that it stays the same. */
  private static String time(int days) {
    return OffsetDateTime.now(ZoneOffset.UTC)
        .truncatedTo(ChronoUnit.HOURS)
        .plusDays(days)
        .toString();
  }

  /** Results without what is made of the time. */
  private static JsonNode timeless(JsonNode results) {
    JsonNode copy = results.deepCopy();
    for (JsonNode charge : copy.findValues("charge")) {
      ((ObjectNode) charge).remove(List.of("id", "used_at", "charged_at"));
      charge.findParents("grant").forEach(line -> ((ObjectNode) line).remove("grant"));
      charge.findParents("at").forEach(expiring -> ((ObjectNode) expiring).remove("at"));
    }
    return copy;
  }

  private static void assertRejected(JsonNode result, String code, String field, String rule) {
    assertThat(result.path("state").asText()).as(result.toString()).isEqualTo("rejected");
    assertThat(result.path("code").asText()).as(result.toString()).isEqualTo(code);
    assertThat(result.path("errors").path(0).path("field").asText())
        .as(result.toString())
        .isEqualTo(field);
    assertThat(result.path("errors").path(0).path("rule").asText())
        .as(result.toString())
        .isEqualTo(rule);
    assertThat(result.path("errors").path(0).path("message").asText()).isNotBlank();
  }

  private static List<String> states(HttpResponse<String> answer) throws Exception {
    return results(answer).findValuesAsText("state");
  }

  private static JsonNode results(HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body()).path("data");
  }

  private static JsonNode get(String path) throws Exception {
    HttpResponse<String> answer = send(Deployed.adminRequest(path).GET());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static HttpResponse<String> post(String type, String body) throws Exception {
    return post(Deployed.ADMIN_KEY, type, body);
  }

  private static HttpResponse<String> post(String key, String type, String body) throws Exception {
    return send(json(key, "/v1/usage-events", type).POST(BodyPublishers.ofString(body)));
  }

  private static HttpRequest.Builder json(String key, String path, String type) {
    return request(path).header("Authorization", "Bearer " + key).header("Content-Type", type);
  }

  private static void assertProblem(int status, String code, HttpResponse<String> refused) {
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(status);
    assertThat(refused.body()).contains("\"code\":\"" + code + "\"");
  }
}

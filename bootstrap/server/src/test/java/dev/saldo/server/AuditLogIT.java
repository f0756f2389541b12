package dev.saldo.server;

import static dev.saldo.server.Deployed.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What administrators change, as the audit log tells it, in the server as it runs. */
@ExtendWith(ArquillianExtension.class)
class AuditLogIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String WHY = "asked for by Ana";

  private final String slug = "audit-" + UUID.randomUUID();
  private final String key = Deployed.newTenant(slug, true, false);

  @Deployment(testable = false)
  static WebArchive war() {
    return Deployed.war();
  }

  @Test
  void tellsThatTheCommandLineMadeTheTenantAndItsFirstKey() throws Exception {
    List<JsonNode> records = records("");

    assertThat(records)
        .extracting(AuditLogIT::what)
        .containsExactlyInAnyOrder(
            "created tenant " + slug, "created api_key " + records.getFirst().path("key").asText());
    assertThat(records)
        .allSatisfy(
            told -> {
              assertThat(told.path("actor").asText()).isEqualTo("cli");
              assertThat(told.path("change")).isEqualTo(records.getFirst().path("change"));
            });
  }

  @Test
  void tellsOfCustomersWithTheirPlanAndZone() throws Exception {
    assertTold("created customer school", "PUT", "/v1/customers/school", "{\"plan\":\"free\"}");
    assertUntold("PUT", "/v1/customers/school", "{\"plan\":\"free\"}");
    JsonNode named =
        assertTold("changed customer school", "PATCH", "/v1/customers/school", "{\"name\":\"A\"}");
    assertThat(named.path("before").has("name")).isFalse();
    assertThat(named.path("after").path("name").asText()).isEqualTo("A");
    JsonNode moved =
        assertTold(
            "changed customer school",
            "PATCH",
            "/v1/customers/school",
            "{\"plan\":\"premium\",\"time_zone\":\"Asia/Tokyo\"}");
    assertThat(moved.path("before").path("plan").asText()).isEqualTo("free");
    assertThat(moved.path("after").path("plan").asText()).isEqualTo("premium");
    assertThat(moved.path("before").has("next_time_zone")).isFalse();
    assertThat(moved.path("after").path("next_time_zone").asText()).isEqualTo("Asia/Tokyo");
    assertThat(moved.path("after")).isEqualTo(answer("GET", "/v1/customers/school", ""));
  }

  @Test
  void tellsOfPlanChangesAndOfWhatWasCancelled() throws Exception {
    call("PUT", "/v1/customers/school", "{\"plan\":\"professional\"}");
    String changes = "/v1/customers/school/plan-changes";
    assertUntold("POST", changes + "?preview=true", "{\"plan\":\"free\"}");
    assertUntold("POST", changes, "{\"plan\":\"professional\"}");
    assertUntold("DELETE", changes + "/scheduled", "");

    JsonNode waiting =
        assertTold("created plan_change school", "POST", changes, "{\"plan\":\"free\"}");
    JsonNode cancelled =
        assertTold("deleted plan_change school", "DELETE", changes + "/scheduled", "");
    JsonNode moved =
        assertTold("created plan_change school", "POST", changes, "{\"plan\":\"premium\"}");

    assertThat(waiting.path("after").path("when").asText()).isEqualTo("end_of_cycle");
    assertThat(waiting.has("before")).isFalse();
    assertThat(cancelled.path("before")).isEqualTo(waiting.path("after"));
    assertThat(cancelled.has("after")).isFalse();
    assertThat(moved.path("after").path("when").asText()).isEqualTo("now");
    assertThat(moved.path("after").path("to").path("plan").asText()).isEqualTo("premium");
  }

  @Test
  void tellsOfAPlanChangeOnceForItsKey() throws Exception {
    call("PUT", "/v1/customers/school", "{\"plan\":\"free\"}");
    String changes = "/v1/customers/school/plan-changes";
    int before = records("").size();

    for (int i = 0; i < 2; i++) {
      HttpResponse<String> changed =
          send(
              request("POST", changes, "{\"plan\":\"premium\"}").header("Idempotency-Key", "once"));
      assertThat(changed.statusCode()).as(changed.body()).isEqualTo(201);
    }

    assertThat(records("")).hasSize(before + 1);
  }

  /** A grant's own reason is free text, which may say nothing. */
  @Test
  void takesABlankReasonOfAGrantForNone() throws Exception {
    call("PUT", "/v1/customers/school", "{}");
    for (String blank : List.of("", " ")) {
      HttpResponse<String> granted =
          send(
              request(
                      "POST",
                      "/v1/customers/school/grants",
                      "{\"credits\":\"1\",\"source\":\"promo\",\"reason\":\"" + blank + "\"}")
                  .header("Idempotency-Key", "blank-" + blank.length()));
      assertThat(granted.statusCode()).as(granted.body()).isEqualTo(201);
      assertThat(records("").getFirst().has("reason")).isFalse();
    }
    assertThat(records("?kind=grant")).hasSize(2);
  }

  @Test
  void tellsOfUsers() throws Exception {
    call("PUT", "/v1/customers/school", "{}");
    String user = "/v1/customers/school/users/ana";
    assertTold("created user school/ana", "PUT", user, "{\"profile\":\"professional\"}");
    JsonNode changed = assertTold("changed user school/ana", "PUT", user, "{\"profile\":\"user\"}");
    assertThat(changed.path("before").path("profile").asText()).isEqualTo("professional");
    assertThat(changed.path("after").path("profile").asText()).isEqualTo("user");
    assertUntold("PUT", user, "{\"profile\":\"user\"}");
    JsonNode deleted = assertTold("deleted user school/ana", "DELETE", user, "");
    assertThat(deleted.has("after")).isFalse();
    assertUntold("DELETE", user, "");
  }

  @Test
  void tellsOfAGrantOnceForItsKey() throws Exception {
    call("PUT", "/v1/customers/school", "{}");
    String grants = "/v1/customers/school/grants";
    String body = "{\"credits\":\"12.5\",\"source\":\"promo\",\"reason\":\"sorry\"}";
    int before = records("").size();

    JsonNode granted = JSON.readTree(grant(grants, body).body());
    grant(grants, body);

    List<JsonNode> records = records("");
    assertThat(records).hasSize(before + 1);
    JsonNode told = records.getFirst();
    assertThat(what(told)).isEqualTo("created grant " + granted.path("id").asText());
    assertThat(told.path("reason").asText()).isEqualTo("sorry");
    assertThat(told.path("after").path("credits").asText()).isEqualTo("12.5");
  }

  @Test
  void tellsOfApiKeysAndNeverASecret() throws Exception {
    String body = "{\"name\":\"portal\",\"scopes\":[\"read\"]}";
    JsonNode made = answer("POST", "/v1/api-keys", body);
    String id = made.path("id").asText();
    assertThat(what(records("").getFirst())).isEqualTo("created api_key " + id);
    String rotate = "/v1/api-keys/" + id + "/rotate";
    JsonNode rotated = assertTold("rotated api_key " + id, "POST", rotate, "{}");
    assertThat(rotated.path("before").has("previous_until")).isFalse();
    assertThat(rotated.path("after").has("previous_until")).isTrue();
    String revoke = "/v1/api-keys/" + id + "/revoke";
    JsonNode revoked = assertTold("revoked api_key " + id, "POST", revoke, "{}");
    assertThat(revoked.path("after").has("revoked_at")).isTrue();
    assertUntold("POST", revoke, "{}");
    assertUntold("POST", rotate, "{}");

    assertThat(records("").toString())
        .contains("portal")
        .doesNotContain("saldo_test_")
        .doesNotContain("secret")
        .doesNotContain(made.path("secret").asText());
  }

  @Test
  void tellsOfEachRowOfTheCatalogue() throws Exception {
    JsonNode told =
        assertTold(
            "changed provider openai", "PATCH", "/v1/providers/openai", "{\"status\":\"testing\"}");
    assertThat(told.path("before").path("status").asText()).isEqualTo("active");
    assertThat(told.path("after").path("status").asText()).isEqualTo("testing");
    assertUntold("PATCH", "/v1/providers/openai", "{\"status\":\"testing\"}");
    int before = records("").size();
    String catalog = call("GET", "/v1/catalog", "").body();
    String smaller = catalog.replaceFirst("\"packs\":\\[.*?]", "\"packs\":[]");
    assertUntold("PUT", "/v1/catalog?dry_run=true", smaller);

    JsonNode applied = answer("PUT", "/v1/catalog", smaller);

    List<JsonNode> records = records("");
    int rows = applied.path("changes").size();
    assertThat(rows).isGreaterThan(1);
    assertThat(records).hasSize(before + rows);
    assertThat(records.subList(0, rows))
        .allSatisfy(
            row -> {
              assertThat(row.path("change")).isEqualTo(records.getFirst().path("change"));
              assertThat(row.path("kind").asText()).isEqualTo("pack");
              assertThat(row.path("action").asText()).isEqualTo("deleted");
            });
    assertUntold("PUT", "/v1/catalog", smaller);
  }

  @Test
  void tellsOfTheTestClock() throws Exception {
    String path = "/v1/test-clock";
    JsonNode set = assertTold("created test_clock " + slug, "POST", path, "{\"advance\":\"PT0S\"}");
    assertThat(set.has("before")).isFalse();
    JsonNode moved =
        assertTold("changed test_clock " + slug, "POST", path, "{\"advance\":\"P1D\"}");
    assertThat(moved.path("before")).isEqualTo(set.path("after"));
    assertThat(moved.path("created_at").asText())
        .as("the real time")
        .isLessThan(moved.path("after").path("now").asText());
  }

  @Test
  void tellsNothingOfWhatWasRefusedOrChangesNothing() throws Exception {
    call("PUT", "/v1/customers/school", "{}");
    assertUntold("PUT", "/v1/customers/school", "{\"plan\":\"golden\"}");
    assertUntold("PATCH", "/v1/customers/nobody", "{\"name\":\"A\"}");
    assertUntold("PUT", "/v1/customers/school/users/ana", "{\"profile\":\"king\"}");
    assertUntold("DELETE", "/v1/customers/school/users/ana", "");
    assertUntold("POST", "/v1/customers/school/grants", "{\"credits\":\"1\",\"source\":\"promo\"}");
    assertUntold("POST", "/v1/api-keys", "{\"name\":\"x\",\"scopes\":[\"king\"]}");
    assertUntold("POST", "/v1/api-keys/key_nobody/revoke", "{}");
    assertUntold("PATCH", "/v1/providers/nobody", "{\"status\":\"active\"}");
    assertUntold("PUT", "/v1/catalog", "{\"default_plan\":\"free\"}");
    assertUntold("POST", "/v1/test-clock", "{\"at\":\"2020-01-01T00:00:00Z\"}");
    assertUntold(
        "POST", "/v1/authorizations", "{\"customer\":\"school\",\"feature\":\"user_chat\"}");
  }

  @Test
  void findsByKindKeyActorAndTimePageByPage() throws Exception {
    call("PUT", "/v1/customers/school", "{}");
    call("PUT", "/v1/customers/clinic", "{}");
    call("PATCH", "/v1/customers/clinic", "{\"name\":\"Clinic\"}");
    JsonNode newest = records("").getFirst();

    assertThat(records("?kind=customer")).hasSize(3);
    assertThat(records("?kind=customer&key=clinic")).hasSize(2);
    assertThat(records("?key=school")).hasSize(1);
    assertThat(records("?actor=cli")).hasSize(2);
    assertThat(records("?actor=" + newest.path("actor").asText())).hasSize(3);
    String time = newest.path("created_at").asText();
    assertThat(records("?from=" + time)).containsExactly(newest);
    assertThat(records("?to=" + time)).hasSize(4);
    JsonNode first = answer("GET", "/v1/audit-log?limit=2", "");
    assertThat(first.path("has_more").asBoolean()).isTrue();
    JsonNode second =
        answer("GET", "/v1/audit-log?limit=3&cursor=" + first.path("next_cursor").asText(), "");
    assertThat(second.path("data")).hasSize(3);
    assertThat(second.path("has_more").asBoolean()).isFalse();
    assertThat(call("GET", "/v1/audit-log?cursor=x", "").statusCode()).isEqualTo(400);
    assertThat(call("GET", "/v1/audit-log?limit=0", "").statusCode()).isEqualTo(400);
    assertThat(call("GET", "/v1/audit-log?who=me", "").statusCode()).isEqualTo(400);
  }

  @Test
  void keepsTheReasonThatIsStated() throws Exception {
    HttpResponse<String> long501 = because("a".repeat(501));
    assertThat(long501.statusCode()).isEqualTo(400);
    assertThat(long501.body()).contains("\"field\":\"Saldo-Reason\"", "1 to 500 characters");
    assertThat(because(" ").statusCode()).isEqualTo(400);
    assertThat(records("?kind=customer")).isEmpty();

    assertThat(because("a".repeat(500)).statusCode()).isEqualTo(201);
    assertThat(records("?kind=customer").getFirst().path("reason").asText()).hasSize(500);
    assertThat(call("PATCH", "/v1/customers/because", "{\"name\":\"A\"}").statusCode())
        .isEqualTo(200);
    assertThat(records("?kind=customer").getFirst().has("reason")).isFalse();
  }

  @Test
  void isForAdministratorsOfTheTenantAlone() throws Exception {
    JsonNode reader =
        answer(
            "POST",
            "/v1/api-keys",
            "{\"name\":\"reader\",\"scopes\":[\"read\",\"decide\",\"catalog\",\"ingest\"]}");
    HttpResponse<String> refused =
        send(
            Deployed.request("/v1/audit-log")
                .header("Authorization", "Bearer " + reader.path("secret").asText()));
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("\"code\":\"scope_missing\"");

    String neighbour = Deployed.newTenant("neighbour-" + UUID.randomUUID(), true, false);
    HttpResponse<String> theirs =
        send(Deployed.request("/v1/audit-log").header("Authorization", "Bearer " + neighbour));
    assertThat(theirs.body()).doesNotContain(slug).doesNotContain("reader").contains("neighbour-");
  }

  /** Does it for a reason, and gives the one record of it. */
  private JsonNode assertTold(String what, String method, String path, String body)
      throws Exception {
    int before = records("").size();
    HttpResponse<String> answer = send(request(method, path, body).header("Saldo-Reason", WHY));
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    List<JsonNode> records = records("");
    assertThat(records).as(what).hasSize(before + 1);
    JsonNode told = records.getFirst();
    assertThat(what(told)).isEqualTo(what);
    assertThat(told.path("actor").asText()).startsWith("key_");
    assertThat(told.path("actor_name").asText()).isEqualTo("admin");
    assertThat(told.path("reason").asText()).isEqualTo(WHY);
    return told;
  }

  private void assertUntold(String method, String path, String body) throws Exception {
    List<JsonNode> before = records("");
    HttpResponse<String> answer = call(method, path, body);
    assertThat(records("")).as("%s %s %s", method, path, answer.body()).isEqualTo(before);
  }

  private static String what(JsonNode told) {
    return told.path("action").asText()
        + " "
        + told.path("kind").asText()
        + " "
        + told.path("key").asText();
  }

  private HttpResponse<String> grant(String path, String body) throws Exception {
    HttpResponse<String> granted =
        send(request("POST", path, body).header("Idempotency-Key", "gift"));
    assertThat(granted.statusCode()).isEqualTo(201);
    return granted;
  }

  private HttpResponse<String> because(String reason) throws Exception {
    return send(request("PUT", "/v1/customers/because", "{}").header("Saldo-Reason", reason));
  }

  private List<JsonNode> records(String query) throws Exception {
    String more = query.isEmpty() ? "?limit=200" : query + "&limit=200";
    List<JsonNode> records = new ArrayList<>();
    answer("GET", "/v1/audit-log" + more, "").path("data").forEach(records::add);
    return records;
  }

  private JsonNode answer(String method, String path, String body) throws Exception {
    HttpResponse<String> answer = call(method, path, body);
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    return JSON.readTree(answer.body());
  }

  private HttpResponse<String> call(String method, String path, String body) throws Exception {
    return send(request(method, path, body));
  }

  private HttpRequest.Builder request(String method, String path, String body) {
    HttpRequest.Builder request =
        Deployed.request(path)
            .header("Authorization", "Bearer " + key)
            .header("Accept", "application/json")
            .header("Content-Type", "application/json");
    return body.isEmpty()
        ? request.method(method, BodyPublishers.noBody())
        : request.method(method, BodyPublishers.ofString(body));
  }
}

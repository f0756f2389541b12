package dev.saldo.server;

import static dev.saldo.server.Deployed.request;
import static dev.saldo.server.Deployed.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The self-audit as it runs in the server, and as a tenant, an operator and a monitor see it. */
@ExtendWith(ArquillianExtension.class)
class SelfAuditIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String ADDRESS = "/v1/self-audit";
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final String customer = "audited-" + UUID.randomUUID();
  private final String key = Deployed.newTenant("tenant-" + UUID.randomUUID(), true, false);

  @Deployment(testable = false)
  static WebArchive war() {
    return Deployed.war();
  }

  @Test
  void looksAtWalletsThatChangedWithNobodyAsking() throws Exception {
    call(key, "PUT", "/v1/customers/" + customer, "{\"plan\":\"free\"}");

    JsonNode shown =
        await(key, each -> !each.path("runs").isEmpty() && each.hasNonNull("up_to_date_at"));

    assertThat(shown.path("sound").asBoolean()).isTrue();
    assertThat(shown.path("findings")).isEmpty();
    assertThat(shown.path("up_to_date_at").asText()).endsWith("Z");
    JsonNode run = shown.path("runs").path(0);
    assertThat(run.path("kind").asText()).isEqualTo("incremental");
    assertThat(run.path("state").asText()).isEqualTo("ended");
    assertThat(run.path("wallets").asLong()).isEqualTo(1);
    assertThat(run.path("entries").asLong()).isPositive();
    assertThat(run.path("took").asText()).startsWith("PT");
  }

  @Test
  void looksAtEverythingWhenAsked() throws Exception {
    call(key, "PUT", "/v1/customers/" + customer, "{\"plan\":\"free\"}");

    HttpResponse<String> asked = call(key, "POST", ADDRESS, "");

    assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
    assertThat(asked.headers().firstValue("Location"))
        .hasValueSatisfying(at -> assertThat(at).endsWith(ADDRESS));
    JsonNode waiting = JSON.readTree(asked.body());
    assertThat(waiting.path("kind").asText()).isEqualTo("full");
    String id = waiting.path("id").asText();
    JsonNode run =
        run(await(key, shown -> run(shown, id).path("state").asText().equals("ended")), id);
    assertThat(run.path("wallets").asLong()).isEqualTo(1);
    assertThat(run.path("findings").asLong()).isZero();
  }

  @Test
  void tellsTheTenantTheHealthAndTheMetricsWhatIsBroken() throws Exception {
    call(key, "PUT", "/v1/customers/" + customer, "{\"plan\":\"free\"}");
    String other = Deployed.newTenant("tenant-" + UUID.randomUUID(), true, false);
    await(key, shown -> !shown.path("runs").isEmpty());

    change("issued = issued + 1, expired = expired + 1");
    JsonNode broken = await(key, shown -> !shown.path("sound").asBoolean());
    try {
      assertThat(broken.path("findings_count").asLong())
          .isEqualTo(broken.path("findings").size())
          .isPositive();
      assertThat(broken.path("findings"))
          .anySatisfy(
              finding -> {
                assertThat(finding.path("check").asText()).isEqualTo("wallet_is_its_entries");
                assertThat(finding.path("invariant").asText()).isEqualTo("I1");
                assertThat(finding.path("customer").asText()).isEqualTo(customer);
                assertThat(finding.path("wallet").asText()).matches("[0-9]+");
                assertThat(finding.path("detail").asText()).isNotBlank();
              });
      assertThat(shown(other).path("sound").asBoolean()).isTrue();
      assertThat(shown(other).path("findings")).isEmpty();
      assertThat(shown(other).toString()).doesNotContain(customer);
      HttpResponse<String> ready = send(request("/health/ready"));
      assertThat(ready.statusCode()).isEqualTo(200);
      JsonNode health = check(JSON.readTree(ready.body()));
      assertThat(health.path("status").asText()).isEqualTo("UP");
      assertThat(health.path("data").path("sound").asBoolean()).isFalse();
      assertThat(health.path("data").path("findings").asLong()).isPositive();
      assertThat(ready.body()).doesNotContain(customer);
      assertThat(metric("saldo_audit_findings")).isPositive();
      assertThat(metric("saldo_audit_age_seconds")).isBetween(0.0, 40.0);
      assertThat(metric("saldo_audit_wallets_total")).isPositive();
      assertThat(metric("saldo_audit_entries_total")).isPositive();
      assertThat(metric("saldo_audit_run_seconds_count")).isPositive();
    } finally {
      change("issued = issued - 1, expired = expired - 1");
    }
    assertThat(await(key, shown -> shown.path("sound").asBoolean()).path("findings")).isEmpty();
  }

  @Test
  void isForUnboundKeysWithTheScopeAlone() throws Exception {
    call(key, "PUT", "/v1/customers/" + customer, "{\"plan\":\"free\"}");
    String read = newKey("\"scopes\":[\"read\"]");
    String bound = newKey("\"scopes\":[\"read\"],\"customer\":\"" + customer + "\"");
    String decide = newKey("\"scopes\":[\"decide\"]");

    assertThat(call(read, "GET", ADDRESS, "").statusCode()).isEqualTo(200);
    refuses(bound, "GET", "scope_missing");
    refuses(decide, "GET", "scope_missing");
    refuses(read, "POST", "scope_missing");
    refuses(bound, "POST", "scope_missing");
    assertThat(send(request(ADDRESS)).statusCode()).isEqualTo(401);
    HttpResponse<String> unknown = call(key, "GET", ADDRESS + "?limit=3", "");
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(unknown.body()).contains("unknown_parameter");
  }

  private static void refuses(String bearer, String method, String code) throws Exception {
    HttpResponse<String> answer = call(bearer, method, ADDRESS, "");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
    assertThat(JSON.readTree(answer.body()).path("code").asText()).isEqualTo(code);
  }

  private String newKey(String members) throws Exception {
    HttpResponse<String> made =
        call(key, "POST", "/v1/api-keys", "{\"name\":\"monitor\"," + members + "}");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    return JSON.readTree(made.body()).path("secret").asText();
  }

  /** Writes the wallet past the ledger, as only the owner of the tables can. */
  private void change(String set) throws SQLException {
    try (Connection owner = Deployed.database().getConnection();
        Statement statement = owner.createStatement()) {
      assertThat(
              statement.executeUpdate(
                  "update wallet set " + set + " where customer_key = '" + customer + "'"))
          .isEqualTo(1);
    }
  }

  private static JsonNode await(String bearer, Predicate<JsonNode> wanted) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    JsonNode shown = shown(bearer);
    while (!wanted.test(shown)) {
      assertThat(Instant.now()).as("still %s", shown).isBefore(end);
      TimeUnit.MILLISECONDS.sleep(100);
      shown = shown(bearer);
    }
    return shown;
  }

  private static JsonNode shown(String bearer) throws Exception {
    HttpResponse<String> answer = call(bearer, "GET", ADDRESS, "");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static JsonNode run(JsonNode shown, String id) {
    for (JsonNode run : shown.path("runs")) {
      if (run.path("id").asText().equals(id)) {
        return run;
      }
    }
    return JSON.missingNode();
  }

  private static JsonNode check(JsonNode health) {
    for (JsonNode check : health.path("checks")) {
      if (check.path("name").asText().equals("self-audit")) {
        return check;
      }
    }
    return JSON.missingNode();
  }

  private static double metric(String name) throws Exception {
    return send(request("/metrics"))
        .body()
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static HttpResponse<String> call(String bearer, String method, String path, String body)
      throws Exception {
    HttpRequest.Builder request =
        request(path)
            .header("Authorization", "Bearer " + bearer)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    return send(body.isEmpty() ? request : request.header("Content-Type", "application/json"));
  }
}

package dev.saldo.server;

import static dev.saldo.server.Deployed.request;
import static dev.saldo.server.Deployed.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.saldo.client.api.ApiKeysApi;
import dev.saldo.client.api.CustomersApi;
import dev.saldo.client.api.WalletsApi;
import dev.saldo.client.model.Adjustment;
import dev.saldo.client.model.AdjustmentRequest;
import dev.saldo.client.model.ApiKeyRequest;
import dev.saldo.client.model.CustomerRequest;
import dev.saldo.client.model.Grant;
import dev.saldo.client.model.GrantRequest;
import dev.saldo.client.model.GrantVoid;
import dev.saldo.client.model.ReasonRequest;
import dev.saldo.client.model.Wallet;
import dev.saldo.client.model.WalletState;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What operators do to wallets by hand, on the starter plan of 100 credits a month. */
@ExtendWith(ArquillianExtension.class)
class CorrectionsIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String MISTAKE = "{\"reason\":\"by mistake\"}";
  private static final String TAKE = "{\"credits\":\"-3\",\"reason\":\"counted twice\"}";

  private final CustomersApi customers = new CustomersApi(Deployed.client(Deployed.ADMIN_KEY));
  private final WalletsApi wallets = new WalletsApi(Deployed.client(Deployed.ADMIN_KEY));

  @Deployment(testable = false)
  static WebArchive war() {
    return Deployed.war();
  }

  @Test
  void voidsWhatIsLeftOfAGrant() throws Exception {
    String customer = customer();
    Grant granted = grant(customer, "12.5", null);

    GrantVoid voided =
        wallets.voidGrant(
            customer, granted.getId(), new ReasonRequest().reason("by mistake"), null, null);

    assertThat(voided.getVoided()).isEqualTo("12.5");
    assertThat(voided.getGrant().getVoided()).isEqualTo("12.5");
    assertThat(voided.getGrant().getState().getValue()).isEqualTo("ended");
    assertThat(voided.getBalance().getAvailable()).isEqualTo("100");
    JsonNode entry = get("/v1/customers/" + customer + "/entries").path("data").path(0);
    assertThat(entry.path("kind").asText()).isEqualTo("void");
    assertThat(entry.path("to").asText()).isEqualTo("voided");
    assertThat(entry.path("reason").asText()).isEqualTo("by mistake");

    assertProblem(409, "nothing_to_void", post(voidOf(customer, granted.getId()), MISTAKE));
  }

  @Test
  void voidsAGrantThatHasNotArrived() throws Exception {
    String customer = customer();
    Grant later = grant(customer, "5", OffsetDateTime.now(ZoneOffset.UTC).plusDays(1));

    GrantVoid voided =
        wallets.voidGrant(
            customer, later.getId(), new ReasonRequest().reason("by mistake"), null, null);

    assertThat(voided.getVoided()).isEqualTo("5");
    assertThat(voided.getGrant().getState().getValue()).isEqualTo("ended");
    assertThat(voided.getBalance().getAvailable()).isEqualTo("100");
  }

  @Test
  void voidsOnceForOneKey() throws Exception {
    String customer = customer();
    String path = voidOf(customer, grant(customer, "5", null).getId());

    HttpResponse<String> first = keyed(path, MISTAKE);
    HttpResponse<String> again = keyed(path, MISTAKE);

    assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
    assertReplayed(first, again);
    assertProblem(422, "idempotency_key_reused", keyed(path, "{\"reason\":\"another\"}"));
  }

  @Test
  void knowsNoGrantThatTheCustomerWasNeverGiven() throws Exception {
    String customer = customer();
    String theirs = grant(customer(), "5", null).getId();

    assertProblem(404, "grant_unknown", post(voidOf(customer, theirs), MISTAKE));
    assertProblem(404, "grant_unknown", post(voidOf(customer, "grant_1"), MISTAKE));
    String mine = grant(customer, "5", null).getId();
    String never = mine.substring(0, 18) + "0" + mine.substring(19);
    assertProblem(404, "grant_unknown", post(voidOf(customer, never), MISTAKE));
    assertProblem(404, "customer_unknown", post(voidOf("nobody", mine), MISTAKE));
  }

  @Test
  void adjustsUpAndDown() throws Exception {
    String customer = customer();

    Adjustment up = adjust(customer, "5");
    Adjustment down = adjust(customer, "-103");

    assertThat(up.getCredits()).isEqualTo("5");
    assertThat(up.getLines())
        .singleElement()
        .satisfies(line -> assertThat(line.getSource()).isEqualTo("adjustment"));
    assertThat(up.getBalance().getAvailable()).isEqualTo("105");
    assertThat(down.getCredits()).isEqualTo("-103");
    assertThat(down.getReason()).isEqualTo("counted twice");
    assertThat(down.getLines())
        .extracting(line -> line.getSource() + " " + line.getCredits())
        .containsExactly("plan 100", "adjustment 3");
    assertThat(down.getBalance().getAvailable()).isEqualTo("2");

    HttpResponse<String> refused = keyed(adjustments(customer), TAKE);
    assertProblem(409, "insufficient_available", refused);
    assertThat(JSON.readTree(refused.body()).path("available").asText()).isEqualTo("2");
    assertThat(wallets.getWallet(customer, null).getAvailable()).isEqualTo("2");
  }

  @Test
  void adjustsOnceForOneKey() throws Exception {
    String customer = customer();

    HttpResponse<String> first = keyed(adjustments(customer), TAKE);
    HttpResponse<String> again = keyed(adjustments(customer), TAKE);

    assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
    assertReplayed(first, again);
    assertProblem(
        422,
        "idempotency_key_reused",
        keyed(adjustments(customer), "{\"credits\":\"-4\",\"reason\":\"counted twice\"}"));
    assertThat(wallets.getWallet(customer, null).getAvailable()).isEqualTo("97");
  }

  @Test
  void refusesCorrectionsThatSayTooLittle() throws Exception {
    String customer = customer();
    String grant = grant(customer, "5", null).getId();

    assertProblem(400, "idempotency_key_required", post(adjustments(customer), TAKE));
    for (String credits : List.of("0", "-0", "+1", "1e3", "-0.0000001", "much")) {
      assertInvalid(
          "credits",
          keyed(adjustments(customer), "{\"credits\":\"" + credits + "\",\"reason\":\"why\"}"));
    }
    assertInvalid("credits", keyed(adjustments(customer), "{\"reason\":\"why\"}"));
    assertInvalid("reason", keyed(adjustments(customer), "{\"credits\":\"1\"}"));
    for (String path : List.of(voidOf(customer, grant), freeze(customer), unfreeze(customer))) {
      assertInvalid("reason", post(path, "{}"));
      assertInvalid("reason", post(path, "{\"reason\":\" \"}"));
      assertInvalid("reason", post(path, "{\"reason\":\"" + "x".repeat(501) + "\"}"));
    }
    assertThat(wallets.getWallet(customer, null).getAvailable()).isEqualTo("105");
  }

  @Test
  void authorizesNothingWhileFrozenAndStillSettles() throws Exception {
    String customer = customer();
    String call = "{\"customer\":\"" + customer + "\",\"feature\":\"user_chat\"}";
    String held = JSON.readTree(post("/v1/authorizations", call).body()).path("id").asText();

    WalletState frozen =
        wallets.freezeWallet(customer, new ReasonRequest().reason("a stolen key"), null, null);

    assertThat(frozen.getState()).isEqualTo(WalletState.StateEnum.FROZEN);
    assertThat(wallets.getWallet(customer, null).getState()).isEqualTo(Wallet.StateEnum.FROZEN);
    assertProblem(403, "wallet_frozen", post("/v1/authorizations", call));
    assertThat(post("/v1/check", call).body()).contains("\"wallet_frozen\"");
    HttpResponse<String> settled =
        post("/v1/authorizations/" + held + "/settle", "{\"usage\":{\"input_tokens\":10}}");
    assertThat(settled.statusCode()).as(settled.body()).isEqualTo(200);
    assertThat(post(freeze(customer), MISTAKE).statusCode()).isEqualTo(200);

    wallets.unfreezeWallet(customer, new ReasonRequest().reason("found again"), null, null);

    assertThat(wallets.getWallet(customer, null).getState()).isEqualTo(Wallet.StateEnum.ACTIVE);
    assertThat(post("/v1/authorizations", call).statusCode()).isEqualTo(201);
  }

  @Test
  void freezesOnceForOneKey() throws Exception {
    String customer = customer();

    HttpResponse<String> first = keyed(freeze(customer), MISTAKE);
    assertThat(post(unfreeze(customer), MISTAKE).statusCode()).isEqualTo(200);
    HttpResponse<String> again = keyed(freeze(customer), MISTAKE);

    assertReplayed(first, again);
    assertThat(wallets.getWallet(customer, null).getState()).isEqualTo(Wallet.StateEnum.ACTIVE);
  }

  @Test
  void showsTheBalanceOfAPastInstant() throws Exception {
    String customer = customer();
    String opened = lastEntry(customer).path("created_at").asText();
    adjust(customer, "5");
    String adjusted = lastEntry(customer).path("created_at").asText();
    adjust(customer, "-20");

    assertThat(at(customer, OffsetDateTime.parse(opened).minusNanos(1_000).toString()))
        .isEqualTo("0");
    assertThat(at(customer, opened)).isEqualTo("100");
    assertThat(at(customer, OffsetDateTime.parse(adjusted).minusNanos(1_000).toString()))
        .isEqualTo("100");
    assertThat(at(customer, adjusted)).isEqualTo("105");
    assertThat(wallets.getWallet(customer, null).getAvailable()).isEqualTo("85");

    JsonNode past = get(walletAt(customer, adjusted));
    assertThat(past.path("at").asText()).isEqualTo(adjusted);
    assertThat(past.path("posted").asText()).isEqualTo("105");
    assertThat(past.has("cycle") || past.has("reserved_debt") || past.has("state")).isFalse();
    assertThat(get("/v1/customers/" + customer + "/wallet").has("at")).isFalse();
  }

  @Test
  void saysFromWhenOnBalancesAreKnownWhenOlderEntriesWereDropped() throws Exception {
    String customer = customer();
    String opened = lastEntry(customer).path("created_at").asText();
    adjust(customer, "5");
    String adjusted = lastEntry(customer).path("created_at").asText();
    dropEntries(customer);
    adjust(customer, "-20");

    assertThat(at(customer, adjusted)).isEqualTo("105");
    assertThat(wallets.getWallet(customer, null).getAvailable()).isEqualTo("85");
    HttpResponse<String> gone = ask(walletAt(customer, opened));
    assertProblem(410, "history_gone", gone);
    assertThat(
            OffsetDateTime.parse(JSON.readTree(gone.body()).path("since").asText())
                .isEqual(OffsetDateTime.parse(adjusted)))
        .isTrue();
    assertThat(get("/v1/customers/" + customer + "/entries").path("data")).hasSize(1);
  }

  /** Leaves what is left of a wallet when its months are dropped. */
  private static void dropEntries(String customer) throws SQLException {
    try (Connection owner = Deployed.database().getConnection();
        Statement statement = owner.createStatement()) {
      owner.setAutoCommit(false);
      statement.execute(
          """
          insert into entry_total
          select e.wallet_id, e.tenant_id, e.grant_number, e.hold_number, e.from_account, e.to_account,
            sum(e.amount)
          from entry e join customer c using (wallet_id) where c.key = '%1$s'
          group by 1, 2, 3, 4, 5, 6;
          insert into entry_checkpoint
          select w.wallet_id, w.tenant_id, w.last_number, w.sequence, w.last_hash,
            (select max(e.at) from entry e where e.wallet_id = w.wallet_id),
            now() + interval '6 minutes', date_trunc('month', now()) + interval '1 year', 0, w.issued,
            w.available, w.held, w.frozen, w.spent, w.expired, w.voided, w.debt
          from wallet w where w.customer_key = '%1$s';
          delete from entry using customer c where c.wallet_id = entry.wallet_id and c.key = '%1$s';
          """
              .formatted(customer));
      owner.commit();
    }
  }

  @Test
  void refusesAnInstantThatIsStillToCome() throws Exception {
    String customer = customer();

    assertInvalid(
        "at",
        ask(walletAt(customer, OffsetDateTime.now(ZoneOffset.UTC).plusMinutes(1).toString())));
    assertInvalid("at", ask(walletAt(customer, "yesterday")));
    assertProblem(
        404,
        "customer_unknown",
        ask(walletAt("nobody", OffsetDateTime.now(ZoneOffset.UTC).minusDays(1).toString())));
  }

  @Test
  void hidesTheCustomersOfAnotherTenant() throws Exception {
    String customer = customer();
    String grant = grant(customer, "5", null).getId();
    String past = OffsetDateTime.now(ZoneOffset.UTC).minusDays(1).toString();

    for (Map.Entry<String, String> asked :
        Map.of(
                adjustments(customer),
                TAKE,
                voidOf(customer, grant),
                MISTAKE,
                freeze(customer),
                MISTAKE,
                unfreeze(customer),
                MISTAKE)
            .entrySet()) {
      assertProblem(
          404,
          "customer_unknown",
          send(
              json(with(Deployed.TEST_ADMIN_KEY, asked.getKey()), asked.getValue())
                  .header("Idempotency-Key", "of-another-tenant")));
    }
    assertProblem(
        404,
        "customer_unknown",
        send(with(Deployed.TEST_ADMIN_KEY, walletAt(customer, past)).GET()));
    assertThat(wallets.getWallet(customer, null).getAvailable()).isEqualTo("105");
    assertThat(wallets.getWallet(customer, null).getState()).isEqualTo(Wallet.StateEnum.ACTIVE);
  }

  @Test
  void needsTheScopeOfAnAdministrator() throws Exception {
    String customer = customer();
    String grant = grant(customer, "5", null).getId();
    String reader =
        new ApiKeysApi(Deployed.client(Deployed.ADMIN_KEY))
            .createApiKey(
                new ApiKeyRequest().name("reader").scopes(List.of("read", "decide", "catalog")),
                null,
                null)
            .getSecret();

    assertProblem(403, "scope_missing", post(reader, adjustments(customer), TAKE));
    for (String path : List.of(voidOf(customer, grant), freeze(customer), unfreeze(customer))) {
      assertProblem(403, "scope_missing", post(reader, path, MISTAKE));
    }
    HttpRequest.Builder past =
        with(
            reader, walletAt(customer, OffsetDateTime.now(ZoneOffset.UTC).minusDays(1).toString()));
    assertThat(send(past.GET()).statusCode()).isEqualTo(200);
  }

  /** Nothing is told of a refusal, of a replay, and of a wallet that was frozen already. */
  @Test
  void tellsTheAuditLogWhatWasDone() throws Exception {
    String customer = customer();
    String grant = grant(customer, "5", null).getId();
    post(voidOf(customer, grant), MISTAKE);
    post(voidOf(customer, grant), MISTAKE);
    keyed(adjustments(customer), TAKE);
    keyed(adjustments(customer), TAKE);
    post(freeze(customer), MISTAKE);
    post(freeze(customer), MISTAKE);

    JsonNode voided = told("grant", grant);
    assertThat(voided).hasSize(2);
    assertThat(voided.path(0).path("action").asText()).isEqualTo("changed");
    assertThat(voided.path(0).path("reason").asText()).isEqualTo("by mistake");
    assertThat(voided.path(0).path("before").path("available").asText()).isEqualTo("5");
    assertThat(voided.path(0).path("after").path("voided").asText()).isEqualTo("5");
    JsonNode adjusted = told("adjustment", customer);
    assertThat(adjusted).hasSize(1);
    assertThat(adjusted.path(0).path("reason").asText()).isEqualTo("counted twice");
    assertThat(adjusted.path(0).path("after").path("credits").asText()).isEqualTo("-3");
    JsonNode frozen = told("wallet", customer);
    assertThat(frozen).hasSize(1);
    assertThat(frozen.path(0).path("before").path("state").asText()).isEqualTo("active");
    assertThat(frozen.path(0).path("after").path("state").asText()).isEqualTo("frozen");
  }

  private JsonNode told(String kind, String key) throws Exception {
    return get("/v1/audit-log?kind=" + kind + "&key=" + key).path("data");
  }

  private String customer() throws Exception {
    String key = "corrected-" + UUID.randomUUID();
    customers.putCustomer(key, new CustomerRequest().plan("free"), null);
    return key;
  }

  private Grant grant(String customer, String credits, OffsetDateTime effectiveAt)
      throws Exception {
    return wallets.grantCredits(
        customer,
        UUID.randomUUID().toString(),
        new GrantRequest()
            .credits(credits)
            .source(GrantRequest.SourceEnum.PROMO)
            .effectiveAt(effectiveAt),
        null);
  }

  private Adjustment adjust(String customer, String credits) throws Exception {
    return wallets.adjustCredits(
        customer,
        UUID.randomUUID().toString(),
        new AdjustmentRequest().credits(credits).reason("counted twice"),
        null);
  }

  private String at(String customer, String time) throws Exception {
    return wallets.getWallet(customer, OffsetDateTime.parse(time)).getAvailable();
  }

  private static JsonNode lastEntry(String customer) throws Exception {
    return get("/v1/customers/" + customer + "/entries?limit=1").path("data").path(0);
  }

  private static String voidOf(String customer, String grant) {
    return "/v1/customers/" + customer + "/grants/" + grant + "/void";
  }

  private static String adjustments(String customer) {
    return "/v1/customers/" + customer + "/adjustments";
  }

  private static String freeze(String customer) {
    return "/v1/customers/" + customer + "/freeze";
  }

  private static String unfreeze(String customer) {
    return "/v1/customers/" + customer + "/unfreeze";
  }

  private static String walletAt(String customer, String time) {
    return "/v1/customers/"
        + customer
        + "/wallet?at="
        + URLEncoder.encode(time, StandardCharsets.UTF_8);
  }

  private static JsonNode get(String path) throws Exception {
    HttpResponse<String> answer = ask(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static HttpResponse<String> ask(String path) throws Exception {
    return send(Deployed.adminRequest(path).GET());
  }

  private static HttpResponse<String> post(String path, String body) throws Exception {
    return post(Deployed.ADMIN_KEY, path, body);
  }

  private static HttpResponse<String> post(String key, String path, String body) throws Exception {
    return send(json(with(key, path), body));
  }

  private static HttpResponse<String> keyed(String path, String body) throws Exception {
    return send(
        json(with(Deployed.ADMIN_KEY, path), body).header("Idempotency-Key", "correction-1"));
  }

  private static HttpRequest.Builder json(HttpRequest.Builder asked, String body) {
    return asked.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
  }

  private static HttpRequest.Builder with(String key, String path) {
    return request(path).header("Authorization", "Bearer " + key);
  }

  private static void assertReplayed(HttpResponse<String> first, HttpResponse<String> again) {
    assertThat(again.statusCode()).isEqualTo(first.statusCode());
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(first.headers().firstValue("Idempotent-Replayed")).isEmpty();
    assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
  }

  private static void assertProblem(int status, String code, HttpResponse<String> refused) {
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(status);
    assertThat(refused.body()).contains("\"code\":\"" + code + "\"");
  }

  private static void assertInvalid(String field, HttpResponse<String> refused) {
    assertProblem(400, "invalid_request", refused);
    assertThat(refused.body()).contains("\"field\":\"" + field + "\"");
  }
}

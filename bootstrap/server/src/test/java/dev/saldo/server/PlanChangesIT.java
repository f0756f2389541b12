package dev.saldo.server;

import static dev.saldo.server.Deployed.request;
import static dev.saldo.server.Deployed.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.client.api.ApiKeysApi;
import dev.saldo.client.api.CustomersApi;
import dev.saldo.client.api.WalletsApi;
import dev.saldo.client.model.ApiKeyRequest;
import dev.saldo.client.model.Customer;
import dev.saldo.client.model.CustomerRequest;
import dev.saldo.client.model.PlanChange;
import dev.saldo.client.model.PlanChangeRequest;
import dev.saldo.client.model.Wallet;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Plan changes on the starter plans of the live tenant: 100, 600 and 6,000 credits a month. */
@ExtendWith(ArquillianExtension.class)
class PlanChangesIT {
  private static final String PREMIUM = "{\"plan\":\"premium\"}";
  private static final String FREE = "{\"plan\":\"free\"}";

  private final CustomersApi customers = new CustomersApi(Deployed.client(Deployed.ADMIN_KEY));
  private final WalletsApi wallets = new WalletsApi(Deployed.client(Deployed.ADMIN_KEY));

  @Deployment(testable = false)
  static WebArchive war() {
    return Deployed.war();
  }

  @Test
  void upgradesNowAndGivesTheDifferenceForTheRestOfTheCycle() throws Exception {
    put("upgraded-now", "professional");
    PlanChange preview =
        customers.changePlan(
            "upgraded-now", new PlanChangeRequest().plan("premium"), "true", null, null);
    assertThat(wallets.getWallet("upgraded-now", null).getAvailable()).isEqualTo("600");

    PlanChange change =
        customers.changePlan(
            "upgraded-now", new PlanChangeRequest().plan("premium"), null, null, null);

    assertThat(change.getFrom().getPlan()).isEqualTo("professional");
    assertThat(change.getTo().getVersion()).isEqualTo(1);
    assertThat(change.getWhen()).isEqualTo("now");
    BigDecimal given = new BigDecimal(change.getCredits());
    assertThat(given).isPositive().isLessThanOrEqualTo(new BigDecimal(preview.getCredits()));
    assertThat(new BigDecimal(wallets.getWallet("upgraded-now", null).getAvailable()))
        .isEqualByComparingTo(given.add(BigDecimal.valueOf(600)));
    assertThat(customers.getCustomer("upgraded-now").getPlan()).isEqualTo("premium");
  }

  @Test
  void schedulesADowngradeForTheEndOfTheCycle() throws Exception {
    put("downgrades", "professional");

    PlanChange change =
        customers.changePlan("downgrades", new PlanChangeRequest().plan("free"), null, null, null);

    Wallet wallet = wallets.getWallet("downgrades", null);
    assertThat(change.getWhen()).isEqualTo("end_of_cycle");
    assertThat(change.getAt()).isEqualTo(wallet.getCycle().getEndsAt());
    assertThat(change.getCredits()).isEqualTo("100");
    assertThat(wallet.getScheduledChange()).isEqualTo(change);
    assertThat(wallet.getAvailable()).isEqualTo("600");
    assertThat(customers.getCustomer("downgrades").getPlan()).isEqualTo("professional");
    assertThat(customers.listPlanChanges("downgrades").getData()).containsExactly(change);
  }

  @Test
  void cancelsWhatIsScheduledOnce() throws Exception {
    put("cancels", "professional");
    post("cancels", "", FREE);

    assertThat(cancel("cancels").statusCode()).isEqualTo(204);

    HttpResponse<String> again = cancel("cancels");
    assertThat(again.statusCode()).isEqualTo(404);
    assertThat(again.body()).contains("\"code\":\"plan_change_unknown\"");
    assertThat(customers.listPlanChanges("cancels").getData()).isEmpty();
    assertThat(wallets.getWallet("cancels", null).getScheduledChange()).isNull();
  }

  @Test
  void saysWhatANewChangeTakesThePlaceOf() throws Exception {
    put("replaces", "professional");
    post("replaces", "", FREE);

    HttpResponse<String> other =
        post("replaces", "", "{\"plan\":\"premium\",\"when\":\"end_of_cycle\"}");
    HttpResponse<String> now = post("replaces", "", "{\"plan\":\"unlimited\"}");

    assertThat(other.body()).contains("\"replaced\":{\"plan\":\"free\",\"version\":1}");
    assertThat(now.body())
        .contains("\"when\":\"now\"", "\"replaced\":{\"plan\":\"premium\",\"version\":1}");
    assertThat(customers.listPlanChanges("replaces").getData()).isEmpty();
  }

  @Test
  void changesOnceForOneKey() throws Exception {
    put("repeats", "professional");

    HttpResponse<String> first = keyed("repeats", PREMIUM);
    HttpResponse<String> again = keyed("repeats", PREMIUM);
    HttpResponse<String> other = keyed("repeats", FREE);

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(other.body()).contains("\"code\":\"idempotency_key_reused\"");
  }

  @Test
  void refusesWhatCannotBe() throws Exception {
    put("refuses", "professional");

    assertInvalid(post("refuses", "", "{\"plan\":\"golden\"}"), "plan");
    assertInvalid(post("refuses", "", "{\"plan\":\"Golden Plan\"}"), "plan");
    assertInvalid(post("refuses", "", "{}"), "plan");
    assertInvalid(post("refuses", "", "{\"plan\":\"premium\",\"version\":7}"), "version");
    assertInvalid(post("refuses", "", "{\"plan\":\"premium\",\"version\":0}"), "version");
    assertInvalid(post("refuses", "", "{\"plan\":\"premium\",\"when\":\"later\"}"), "when");
    assertInvalid(post("refuses", "?preview=perhaps", PREMIUM), "preview");
    for (String preview : List.of("", "?preview=true")) {
      HttpResponse<String> same = post("refuses", preview, "{\"plan\":\"professional\"}");
      assertThat(same.statusCode()).isEqualTo(409);
      assertThat(same.body()).contains("\"code\":\"already_on_plan\"");
    }
    assertThat(wallets.getWallet("refuses", null).getAvailable()).isEqualTo("600");
    assertThat(wallets.getWallet("refuses", null).getScheduledChange()).isNull();
  }

  @Test
  void hidesTheCustomersOfAnotherTenant() throws Exception {
    put("hidden", "professional");
    post("hidden", "", FREE);

    String path = "/v1/customers/%s/plan-changes";
    for (HttpRequest.Builder ask :
        List.of(
            json(other(path.formatted("hidden")).POST(BodyPublishers.ofString(PREMIUM))),
            other(path.formatted("hidden")).GET(),
            other(path.formatted("hidden") + "/scheduled").DELETE())) {
      HttpResponse<String> refused = send(ask);
      assertThat(refused.statusCode()).isEqualTo(404);
      assertThat(refused.body()).contains("\"code\":\"customer_unknown\"");
    }
    assertThat(customers.listPlanChanges("hidden").getData()).hasSize(1);
  }

  @Test
  void letsReadersLookAndNothingElse() throws Exception {
    put("looked-at", "professional");
    String reader =
        new ApiKeysApi(Deployed.client(Deployed.ADMIN_KEY))
            .createApiKey(new ApiKeyRequest().name("reader").scopes(List.of("read")), null, null)
            .getSecret();
    String path = "/v1/customers/looked-at/plan-changes";

    assertThat(send(with(reader, path)).statusCode()).isEqualTo(200);
    assertThat(send(with(reader, path + "/scheduled").DELETE()).statusCode()).isEqualTo(403);
    HttpResponse<String> refused =
        send(json(with(reader, path).POST(BodyPublishers.ofString(PREMIUM))));
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("\"code\":\"scope_missing\"");
  }

  @Test
  void agreesWithACustomerOnADayAndOnAnAllowance() throws Exception {
    Customer opened =
        customers.putCustomer(
            "agreed", new CustomerRequest().plan("free").cycleAnchor(31).allowance("250"), null);
    assertThat(opened.getCycleAnchor()).isEqualTo(31);
    assertThat(opened.getAllowance()).isEqualTo("250");
    Wallet wallet = wallets.getWallet("agreed", null);
    assertThat(wallet.getAvailable()).isEqualTo("250");
    assertThat(wallet.getCycle().getKind()).isEqualTo("calendar_month");
    assertThat(wallet.getCycle().getAnchor()).isEqualTo(31);

    customers.patchCustomer("agreed", new CustomerRequest().cycleAnchor(15), null);
    assertThat(customers.getCustomer("agreed").getAllowance()).isEqualTo("250");
    customers.putCustomer("agreed", new CustomerRequest(), null);

    assertThat(customers.getCustomer("agreed").getCycleAnchor()).isEqualTo(15);
    assertThat(customers.getCustomer("agreed").getAllowance()).isNull();
    assertThat(wallets.getWallet("agreed", null).getAvailable()).isEqualTo("250");
  }

  @Test
  void refusesADayThatNoMonthHas() throws Exception {
    for (String body : List.of("{\"cycle_anchor\":0}", "{\"cycle_anchor\":32}")) {
      HttpResponse<String> refused =
          send(
              json(
                  Deployed.adminRequest("/v1/customers/no-such-day")
                      .PUT(BodyPublishers.ofString(body))));
      assertInvalid(refused, "cycle_anchor");
    }
  }

  private static void assertInvalid(HttpResponse<String> refused, String field) {
    assertThat(refused.statusCode()).describedAs(refused.body()).isEqualTo(400);
    assertThat(refused.body())
        .contains("\"code\":\"invalid_request\"", "\"field\":\"" + field + "\"");
  }

  private void put(String customer, String plan) throws Exception {
    customers.putCustomer(
        customer, new CustomerRequest().plan(plan).timeZone("America/Sao_Paulo"), null);
  }

  private static HttpResponse<String> post(String customer, String query, String body)
      throws Exception {
    return send(json(changes(customer, query).POST(BodyPublishers.ofString(body))));
  }

  private static HttpResponse<String> keyed(String customer, String body) throws Exception {
    return send(
        json(changes(customer, "").POST(BodyPublishers.ofString(body)))
            .header("Idempotency-Key", "change-1"));
  }

  private static HttpResponse<String> cancel(String customer) throws Exception {
    return send(
        Deployed.adminRequest("/v1/customers/" + customer + "/plan-changes/scheduled").DELETE());
  }

  private static HttpRequest.Builder changes(String customer, String query) {
    return Deployed.adminRequest("/v1/customers/" + customer + "/plan-changes" + query);
  }

  private static HttpRequest.Builder json(HttpRequest.Builder asked) {
    return asked.header("Content-Type", "application/json");
  }

  private static HttpRequest.Builder other(String path) {
    return with(Deployed.TEST_ADMIN_KEY, path);
  }

  private static HttpRequest.Builder with(String key, String path) {
    return request(path).header("Authorization", "Bearer " + key);
  }
}

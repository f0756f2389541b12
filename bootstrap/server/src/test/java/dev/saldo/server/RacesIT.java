package dev.saldo.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.client.ApiException;
import dev.saldo.client.api.CustomersApi;
import dev.saldo.client.api.DecisionsApi;
import dev.saldo.client.api.WalletsApi;
import dev.saldo.client.model.CustomerRequest;
import dev.saldo.client.model.GrantRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many callers at once, through the deployed server. */
@ExtendWith(ArquillianExtension.class)
class RacesIT {
  private static final int CALLERS = 64;
  private static final int ROUNDS = 20;
  private static final int DUPLICATES = 100;

  private final CustomersApi customers = new CustomersApi(Deployed.client(Deployed.ADMIN_KEY));
  private final WalletsApi wallets = new WalletsApi(Deployed.client(Deployed.ADMIN_KEY));
  private final DecisionsApi decisions = new DecisionsApi(Deployed.client(Deployed.ADMIN_KEY));

  @Deployment(testable = false)
  static WebArchive war() {
    return Deployed.war();
  }

  @Test
  void makesOneHoldForOneKey() throws Exception {
    customers.putCustomer("one-key", new CustomerRequest().plan("professional"), null);
    List<HttpResponse<String>> answers =
        inParallel(DUPLICATES, () -> authorize("one-key", "k-1", "\"calls\":1"));

    assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(201);
    assertThat(answers).extracting(HttpResponse::body).containsOnly(answers.getFirst().body());
    assertThat(answers)
        .filteredOn(answer -> answer.headers().firstValue("Idempotent-Replayed").isPresent())
        .hasSize(DUPLICATES - 1);
    assertThat(
            decisions.listAuthorizations(null, "one-key", null, null, null, null, null).getData())
        .hasSize(1);
    HttpResponse<String> other = authorize("one-key", "k-1", "\"calls\":2");
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(other.body()).contains("idempotency_key_reused");
  }

  @Test
  void admitsExactlyAsManyAsThereAreCredits() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      int credits = 1 + round;
      String customer = "credits-" + round;
      customers.putCustomer(customer, new CustomerRequest().plan("premium"), null);
      decisions.authorizeCall(
          new dev.saldo.client.model.AuthorizationRequest()
              .customer(customer)
              .feature("user_chat")
              .estimate(new dev.saldo.client.model.Estimate().credits("6000")),
          null);
      grant(customer, Integer.toString(credits));
      List<Integer> statuses = race(customer, "\"credits\":\"1\"", "admin");
      assertThat(statuses).filteredOn(status -> status == 201).hasSize(credits);
      assertThat(statuses).filteredOn(status -> status == 402).hasSize(CALLERS - credits);
      assertThat(wallets.getWallet(customer, null).getAvailable()).isEqualTo("0");
    }
  }

  @Test
  void admitsExactlyTheLastCallOfTheDay() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String customer = "daily-" + round;
      customers.putCustomer(customer, new CustomerRequest().plan("free"), null);
      int before = round % 3;
      for (int call = 0; call < before; call++) {
        assertThat(authorize(customer, "warm-" + call, "\"calls\":1").statusCode()).isEqualTo(201);
      }
      List<Integer> statuses = race(customer, "\"calls\":1", "user");
      assertThat(statuses).filteredOn(status -> status == 201).hasSize(3 - before);
      assertThat(statuses).filteredOn(status -> status == 429).hasSize(CALLERS - 3 + before);
    }
  }

  private void grant(String customer, String credits) throws ApiException {
    wallets.grantCredits(
        customer,
        "grant",
        new GrantRequest().credits(credits).source(GrantRequest.SourceEnum.PURCHASE),
        null);
  }

  private static List<Integer> race(String customer, String estimate, String profile)
      throws Exception {
    String body =
        "{\"customer\":\"%s\",\"feature\":\"user_chat\",\"profile\":\"%s\",\"estimate\":{%s}}"
            .formatted(customer, profile, estimate);
    return inParallel(
        CALLERS,
        () ->
            Deployed.send(
                    Deployed.adminRequest("/v1/authorizations")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)))
                .statusCode());
  }

  private static HttpResponse<String> authorize(String customer, String key, String estimate)
      throws Exception {
    String body =
        "{\"customer\":\"%s\",\"feature\":\"user_chat\",\"estimate\":{%s}}"
            .formatted(customer, estimate);
    return Deployed.send(
        Deployed.adminRequest("/v1/authorizations")
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(body)));
  }

  private static <T> List<T> inParallel(int callers, Callable<T> call) throws Exception {
    List<T> results = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(callers)) {
      for (Future<T> result : executor.invokeAll(Collections.nCopies(callers, call))) {
        results.add(result.get());
      }
    }
    return results;
  }
}

package dev.saldo.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.client.api.CustomersApi;
import dev.saldo.client.api.DecisionsApi;
import dev.saldo.client.model.CustomerRequest;
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

/**
 * Many callers at once with one key, through the deployed server. Who races for credits and calls
 * does so on two servers, in {@code ./saldo verify}.
 */
@ExtendWith(ArquillianExtension.class)
class RacesIT {
  private static final int DUPLICATES = 100;

  private final CustomersApi customers = new CustomersApi(Deployed.client(Deployed.ADMIN_KEY));
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

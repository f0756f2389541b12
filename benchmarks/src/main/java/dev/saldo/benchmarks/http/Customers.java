package dev.saldo.benchmarks.http;

import dev.saldo.benchmarks.TypicalCalls;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The customers whose calls are measured, opened over the API. */
final class Customers {
  private static final int PARALLEL = 8;
  private static final int OK_BELOW = 300;

  private final HttpClient http = HttpClient.newHttpClient();
  private final String base;
  private final String key;

  Customers(String url, String key) {
    this.base = url + "/v1";
    this.key = key;
  }

  /** Opens them, each with more credits than it can spend. */
  void open(int count) throws InterruptedException {
    try (ExecutorService threads = Executors.newFixedThreadPool(PARALLEL)) {
      List<Future<Boolean>> opened = new ArrayList<>();
      for (int number = 0; number < count; number++) {
        String customer = Requests.customer(number);
        opened.add(threads.submit(() -> open(customer)));
      }
      for (Future<Boolean> each : opened) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a customer was not opened", e.getCause());
    }
  }

  private boolean open(String customer) throws IOException, InterruptedException {
    String path = "/customers/" + customer;
    send("PUT", path, "{\"plan\":\"" + TypicalCalls.PLAN + "\"}", "open-" + customer);
    send(
        "POST",
        path + "/grants",
        "{\"credits\":\"1000000000\",\"source\":\"purchase\"}",
        "grant-" + customer);
    return true;
  }

  private void send(String method, String path, String body, String request)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(base + path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", request)
                .method(method, BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    if (answer.statusCode() >= OK_BELOW) {
      throw new IllegalStateException(method + " " + path + ": " + answer.body());
    }
  }
}

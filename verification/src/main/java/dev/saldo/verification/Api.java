package dev.saldo.verification;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** One server as its callers see it, on connections that are kept alive. */
final class Api implements AutoCloseable {
  /** Longer than any answer may take; what hangs longer is a fault. */
  static final Duration TIMEOUT = Duration.ofSeconds(60);

  private static final long RETRY_MILLIS = 100;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final String base;
  private final String adminKey;

  Api(String url, String adminKey) {
    this.base = url + "/v1";
    this.adminKey = adminKey;
  }

  /**
   * Sends it once.
   *
   * @throws IOException if there was no answer
   */
  Answer send(Request request) throws IOException {
    return send(request, TIMEOUT);
  }

  /**
   * Sends it once, and waits so long at most.
   *
   * @throws IOException if there was no answer
   */
  Answer send(Request request, Duration timeout) throws IOException {
    HttpRequest.Builder http =
        HttpRequest.newBuilder(URI.create(base + request.path()))
            .timeout(timeout)
            .header("Authorization", "Bearer " + adminKey)
            .header("Content-Type", "application/json")
            .method(
                request.method(),
                request.body().isEmpty()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(request.body()));
    request.key().ifPresent(key -> http.header("Idempotency-Key", key));
    long begin = System.nanoTime();
    try {
      HttpResponse<String> response = this.http.send(http.build(), BodyHandlers.ofString());
      return new Answer(
          response.statusCode(),
          response.body(),
          response.headers().firstValue("Retry-After"),
          System.nanoTime() - begin);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Sends what must succeed, to prepare an instrument. */
  Answer require(Request request) {
    return requireInTime(request, Duration.ZERO);
  }

  /** Sends what must succeed, again as long as the server says that it cannot yet. */
  Answer requireInTime(Request request, Duration max) {
    Answer answer = insist(request, max);
    if (!answer.isSuccess()) {
      throw new IllegalStateException(request + " was answered " + answer.shown());
    }
    return answer;
  }

  /** Sends what must be answered, again as long as the server says that it cannot yet. */
  Answer insist(Request request, Duration max) {
    long deadline = System.nanoTime() + max.toNanos();
    try {
      Answer answer = send(request);
      while (answer.isHonestOutage() && System.nanoTime() < deadline) {
        Pause.millis(RETRY_MILLIS);
        answer = send(request);
      }
      return answer;
    } catch (IOException e) {
      throw new IllegalStateException(request + " was not answered", e);
    }
  }

  /** A customer with more credits than any run uses. */
  void openCustomer(String customer, String plan) {
    require(Request.put("/customers/" + customer, "{\"plan\":\"" + plan + "\"}"));
    grant(customer, "rich-" + customer, 100_000_000);
  }

  /** Adds purchased credits. */
  void grant(String customer, String key, long credits) {
    require(
        Request.post(
            "/customers/" + customer + "/grants",
            key,
            "{\"credits\":\"" + credits + "\",\"source\":\"purchase\"}"));
  }

  /** Credits free to use. */
  String available(String customer) {
    return require(Request.get("/customers/" + customer + "/wallet")).decimal("available");
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}

package dev.saldo.benchmarks.http;

import dev.saldo.benchmarks.TypicalCalls;

/** The requests of the measured calls, ready to be sent. */
final class Requests {
  private static final String ESTIMATE = "{\"input_tokens\":1500,\"output_tokens\":800}";
  private static final String SETTLEMENT =
      "{\"usage\":{\"input_tokens\":1200,\"output_tokens\":500},\"evidence\":\"provider_final\"}";

  private final String head;

  /**
   * Requests to a server.
   *
   * @param key an API key that may decide
   */
  Requests(int port, String key) {
    this.head =
        """
         HTTP/1.1\r
        Host: 127.0.0.1:%d\r
        Authorization: Bearer %s\r
        Content-Type: application/json\r
        Accept: application/json\r
        """
            .formatted(port, key);
  }

  /** Asks for a call of a customer. */
  String authorize(int customer, String key) {
    String body =
        "{\"customer\":\""
            + customer(customer)
            + "\",\"user\":\""
            + TypicalCalls.USER
            + "\",\"feature\":\""
            + TypicalCalls.FEATURE
            + "\",\"estimate\":"
            + ESTIMATE
            + "}";
    return post("/v1/authorizations", key, body);
  }

  /** Reports what an authorized call used. */
  String settle(String authorization, String key) {
    return post("/v1/authorizations/" + authorization + "/settle", key, SETTLEMENT);
  }

  /** The customer's key. */
  static String customer(int number) {
    return "bench-" + number;
  }

  private String post(String path, String key, String body) {
    return "POST "
        + path
        + head
        + "Idempotency-Key: "
        + key
        + "\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }
}

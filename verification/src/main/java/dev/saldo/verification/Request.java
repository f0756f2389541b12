package dev.saldo.verification;

import java.util.Optional;

/**
 * A call of the API that can be sent again.
 *
 * @param path below {@code /v1}
 * @param body JSON on one line, empty for none
 * @param key the idempotency key
 */
record Request(String method, String path, String body, Optional<String> key) {
  static Request get(String path) {
    return new Request("GET", path, "", Optional.empty());
  }

  static Request put(String path, String body) {
    return new Request("PUT", path, body, Optional.empty());
  }

  static Request delete(String path) {
    return new Request("DELETE", path, "", Optional.empty());
  }

  static Request patch(String path, String body) {
    return new Request("PATCH", path, body, Optional.empty());
  }

  static Request post(String path, String key, String body) {
    return new Request("POST", path, body, Optional.of(key));
  }

  /** Asks for a hold of whole credits that lives longer than any run. */
  static Request authorize(String customer, String key, long credits) {
    return post(
        "/authorizations",
        key,
        """
        {"customer":"%s","feature":"user_chat","profile":"admin",\
        "estimate":{"credits":"%d"},"expires_in":"PT24H"}\
        """
            .formatted(customer, credits));
  }

  /** Asks for calls of one model on which the plan of a user has a daily limit. */
  static Request limited(String customer, String user, String key, int calls) {
    return post(
        "/authorizations",
        key,
        """
        {"customer":"%s","user":"%s","feature":"user_chat","profile":"user",\
        "model":"openai/gpt-4o-mini","estimate":{"calls":%d},"expires_in":"PT24H"}\
        """
            .formatted(customer, user, calls));
  }

  static Request settle(String hold, String key, long inputTokens) {
    return post(
        "/authorizations/" + hold + "/settle",
        key,
        "{\"usage\":{\"input_tokens\":%d},\"evidence\":\"provider_final\"}".formatted(inputTokens));
  }

  /** Settles without a word about usage: the estimate is charged. */
  static Request settleEstimate(String hold, String key) {
    return post("/authorizations/" + hold + "/settle", key, "{\"evidence\":\"estimated\"}");
  }

  static Request release(String hold, String key) {
    return post("/authorizations/" + hold + "/release", key, "{}");
  }
}

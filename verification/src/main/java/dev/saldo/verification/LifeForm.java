package dev.saldo.verification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.saldo.verification.model.Call;
import dev.saldo.verification.model.Gift;
import dev.saldo.verification.model.Told;
import dev.saldo.verification.model.Use;
import dev.saldo.verification.model.Wish;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is wished of a wallet as requests, and their answers as the model has them. */
final class LifeForm {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MICRO_DIGITS = 6;
  private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int DIGIT_BITS = 5;
  private static final int DIGITS_PER_NUMBER = 13;

  private LifeForm() {}

  /** The request of a customer, whose ids end with {@code wallet}. */
  static Request request(String customer, String wallet, Wish wish, Optional<String> key) {
    return switch (wish) {
      case Wish.Authorize(Call call) ->
          new Request("POST", "/authorizations", body(customer, call), key);
      case Wish.Settle(long hold, Use use) ->
          new Request("POST", path(hold, wallet, "settle"), body(use), key);
      case Wish.Release(long hold) -> new Request("POST", path(hold, wallet, "release"), "{}", key);
      case Wish.Give(Gift gift) ->
          new Request("POST", "/customers/" + customer + "/grants", body(gift), key);
      case Wish.ChangePlan(var to, String when) ->
          new Request(
              "POST",
              "/customers/" + customer + "/plan-changes",
              "{\"plan\":\"%s\"%s}"
                  .formatted(to.slug(), when.isEmpty() ? "" : ",\"when\":\"%s\"".formatted(when)),
              key);
    };
  }

  private static String path(long hold, String wallet, String what) {
    return "/authorizations/auth_" + digits(hold) + wallet + "/" + what;
  }

  private static String body(String customer, Call call) {
    ObjectNode body = JSON.createObjectNode();
    body.put("customer", customer).put("feature", call.feature()).put("profile", call.profile());
    body.put("expires_in", call.lifetime().toString());
    if (!call.user().isEmpty()) {
      body.put("user", call.user());
    }
    call.model().ifPresent(model -> body.put("model", model));
    if (call.fallback()) {
      body.put("allow_fallback", true);
    }
    call.credits()
        .ifPresent(it -> body.putObject("estimate").put("credits", LifeCatalog.credits(it)));
    call.tokens().ifPresent(count -> body.putObject("estimate").put("input_tokens", count));
    return body.toString();
  }

  private static String body(Use use) {
    ObjectNode body = JSON.createObjectNode();
    use.tokens().ifPresent(count -> body.putObject("usage").put("output_tokens", count));
    use.model().ifPresent(model -> body.put("model", model));
    if (use.failed()) {
      body.put("outcome", "failed");
    }
    return body.toString();
  }

  private static String body(Gift gift) {
    ObjectNode body = JSON.createObjectNode();
    body.put("credits", LifeCatalog.credits(gift.amount())).put("source", gift.source());
    body.put("priority", gift.priority());
    gift.from().ifPresent(at -> body.put("effective_at", at.toString()));
    gift.expires().ifPresent(at -> body.put("expires_at", at.toString()));
    if (gift.paid()) {
      body.putObject("paid").put("amount", "9.90").put("currency", "BRL");
    }
    if (gift.feature().isPresent() || gift.provider().isPresent()) {
      ObjectNode scope = body.putObject("scope");
      gift.feature().ifPresent(it -> scope.putArray("features").add(it));
      gift.provider().ifPresent(it -> scope.putArray("models").add(it));
    }
    return body.toString();
  }

  /** What the model knows of an answer. */
  static Told told(Wish wish, Optional<String> key, Answer answer) {
    JsonNode body = read(answer.body());
    Map<String, String> said = new TreeMap<>();
    if (!answer.isSuccess()) {
      String decision = body.path("decision").asText();
      said.put("code", body.path("code").asText());
      balance(said, body);
      return new Told(
          wish, decision.isEmpty() ? "" : Told.decision(number(decision)), Map.copyOf(said));
    }
    String effect =
        switch (wish) {
          case Wish.Authorize _ -> {
            amount(said, "credits", body.path("held").path("credits"));
            amount(said, "uncovered", body.path("held").path("uncovered"));
            said.put("model", body.path("route").path("model").asText());
            yield Told.decision(number(body.path("id").asText()));
          }
          case Wish.Settle(long hold, Use _) -> {
            settled(said, body);
            yield Told.settlement(hold);
          }
          case Wish.Release(long hold) -> {
            amount(said, "returned", body.path("returned"));
            yield Told.release(hold);
          }
          case Wish.Give _ -> {
            amount(said, "repaid", body.path("repaid"));
            yield Told.keyed(key.orElseThrow());
          }
          case Wish.ChangePlan _ -> {
            said.put("when", body.path("when").asText());
            amount(said, "credits", body.path("credits"));
            yield Told.keyed(key.orElseThrow());
          }
        };
    balance(said, body);
    return new Told(wish, effect, said);
  }

  private static void settled(Map<String, String> said, JsonNode body) {
    amount(said, "charged", body.path("charged").path("credits"));
    amount(said, "not_charged", body.path("not_charged"));
    amount(said, "returned", body.path("returned"));
    amount(said, "debt", body.path("debt"));
    said.put("state", body.path("state").asText());
    said.put("late", body.path("late").asText());
    said.put("off_route", String.valueOf(body.path("flags").toString().contains("off_route")));
  }

  private static void balance(Map<String, String> said, JsonNode body) {
    JsonNode balance = body.path("balance");
    if (balance.isObject()) {
      amount(said, "balance.available", balance.path("available"));
      amount(said, "balance.held", balance.path("held"));
      amount(said, "balance.debt", balance.path("debt"));
    }
  }

  private static void amount(Map<String, String> said, String name, JsonNode value) {
    said.put(
        name,
        new BigDecimal(value.asText()).movePointRight(MICRO_DIGITS).toBigIntegerExact().toString());
  }

  private static JsonNode read(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON: " + body, e);
    }
  }

  /** Where a clock stands. */
  static Instant clock(Answer answer) {
    return OffsetDateTime.parse(read(answer.body()).path("now").asText()).toInstant();
  }

  /** The number in an id. */
  static long number(String id) {
    String digits = id.substring(id.indexOf('_') + 1);
    long number = 0;
    for (char digit : digits.substring(0, DIGITS_PER_NUMBER).toCharArray()) {
      number = (number << DIGIT_BITS) | DIGITS.indexOf(digit);
    }
    return number;
  }

  /** A number as ids have it. */
  static String digits(long number) {
    StringBuilder text = new StringBuilder();
    for (int digit = DIGITS_PER_NUMBER - 1; digit >= 0; digit--) {
      text.append(DIGITS.charAt((int) (number >>> (digit * DIGIT_BITS)) & 31));
    }
    return text.toString();
  }
}

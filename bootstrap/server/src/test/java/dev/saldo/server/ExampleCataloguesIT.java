package dev.saldo.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The example catalogues, each applied to an empty tenant and lived in, with their numbers. */
@ExtendWith(ArquillianExtension.class)
class ExampleCataloguesIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");

  private static final String GROUP = "black_friday_2025";
  private static final DateTimeFormatter WIRE_TIME = DateTimeFormatter.ISO_OFFSET_DATE_TIME;

  private static final List<String> CORE_FEATURES =
      List.of(
          "diary_analysis",
          "clarity_test",
          "user_chat",
          "professional_oracle",
          "chat_summary",
          "content_curation",
          "legal_reports");

  /** The month that all of them live in, or begin in. */
  private final YearMonth month = YearMonth.now(SAO_PAULO).plusMonths(1);

  @Deployment(testable = false)
  static WebArchive war() {
    return Deployed.war();
  }

  @Test
  void assistantChargesACreditForEachTurn() throws Exception {
    Product product = Product.of("assistant", start(month).plusHours(9));
    product.customer("account-1", "{\"time_zone\":\"America/Sao_Paulo\"}");
    product.customer("account-2", "{\"plan\":\"sem_limite\"}");
    assertThat(product.use("account-3", "conversation_turn", "", 900, 300)).isEqualTo("1");
    assertThat(product.available("account-3")).isEqualTo("49");

    for (int turn = 1; turn <= 50; turn++) {
      assertThat(product.use("account-1", "conversation_turn", "", 100L * turn, 50)).isEqualTo("1");
      product.advance("PT12H");
    }
    assertThat(product.use("account-1", "tool_call", "", 600, 200)).isEqualTo("0");
    assertThat(product.available("account-1")).isEqualTo("0");
    JsonNode refused = product.authorize("account-1", "conversation_turn", "");
    assertThat(refused.path("code").asText()).isEqualTo("insufficient_credits");
    assertThat(refused.path("options").findValuesAsText("plan")).contains("profissional");
    assertThat(OffsetDateTime.parse(refused.path("options").findValuesAsText("at").getFirst()))
        .isEqualTo(start(month.plusMonths(1)));

    product.customer("account-1", "{\"plan\":\"profissional\"}");
    assertThat(product.use("account-1", "conversation_turn", "", 900, 300)).isEqualTo("1");
    assertThat(product.use("account-2", "conversation_turn", "", 900, 300)).isEqualTo("0");
    product.at(start(month.plusMonths(1)));
    assertThat(product.available("account-1")).isEqualTo("200");
  }

  @Test
  void payPerKnowChargesBlocksAndSmallMessagesExactly() throws Exception {
    Product product = Product.of("pay-per-know", start(month).plusHours(9));
    product.customer("reader", "{}");
    assertThat(product.authorize("reader", "diagnosis", "").path("code").asText())
        .isEqualTo("insufficient_credits");
    product.grant("reader", "100");

    assertThat(product.use("reader", "chat_message", "", 50, 30)).isEqualTo("0.2");
    assertThat(product.use("reader", "chat_message", "", 120, 80)).isEqualTo("0.5");
    assertThat(product.use("reader", "diagnosis", "", 4_500, 2_500)).isEqualTo("7");
    assertThat(product.use("reader", "re_audit", "", 1_200, 800)).isEqualTo("2");
    assertThat(product.use("reader", "deep_research", "", 2_500, 1_500)).isEqualTo("4");
    assertThat(product.use("reader", "diagnosis", "", 1_000, 300)).isEqualTo("2");
    assertThat(product.available("reader")).isEqualTo("84.3");

    product.at(start(month.plusMonths(11)));
    assertThat(product.use("reader", "diagnosis", "", 1_000, 300)).isEqualTo("2");
    assertThat(product.available("reader")).isEqualTo("82.3");
  }

  @Test
  void schoolPlatformWeighsItsEngines() throws Exception {
    Product product = Product.of("school-platform", start(month).plusHours(9));
    product.customer("school-a", "{\"time_zone\":\"America/Sao_Paulo\"}");
    product.customer("school-b", "{\"plan\":\"robust\",\"time_zone\":\"America/Sao_Paulo\"}");

    assertThat(product.use("school-a", "content", "", 900, 100)).isEqualTo("1");
    assertThat(product.use("school-a", "content", "middle/standard", 900, 100)).isEqualTo("2");
    JsonNode refused = product.authorize("school-a", "content", "premium/large");
    assertThat(refused.path("code").asText()).isEqualTo("model_not_allowed");
    assertThat(refused.path("options").findValuesAsText("plan")).contains("robust");
    assertThat(product.use("school-b", "content", "premium/large", 900, 100)).isEqualTo("3");
    assertThat(product.available("school-a")).isEqualTo("97");
    assertThat(product.available("school-b")).isEqualTo("997");

    product.at(start(month.plusMonths(1)).minusSeconds(1));
    assertThat(product.available("school-a")).isEqualTo("97");
    product.at(start(month.plusMonths(1)));
    assertThat(product.available("school-a")).isEqualTo("100");
    assertThat(product.available("school-b")).isEqualTo("1000");
  }

  @Test
  void debitMapHoldsTheUpperBoundAndChargesWhatWasUsed() throws Exception {
    Product product = Product.of("debit-map", start(month).plusHours(9));
    product.customer("patient", "{\"time_zone\":\"America/Sao_Paulo\"}");

    JsonNode forgotten = product.authorize("patient", "analysis", "");
    assertThat(forgotten.path("held").path("credits").asText()).isEqualTo("150");
    assertThat(product.available("patient")).isEqualTo("350");
    product.advance("P1D");
    assertThat(product.available("patient")).isEqualTo("500");
    JsonNode held = product.authorize("patient", "analysis", "");
    assertThat(product.settle(held, 7_000, 3_000)).isEqualTo("100");
    assertThat(product.use("patient", "embedding", "", 2_000, 0)).isEqualTo("0");
    assertThat(product.use("patient", "recommendations", "", 5_000, 2_500)).isEqualTo("75");
    assertThat(product.use("patient", "weekly_plan", "", 3_000, 2_000)).isEqualTo("50");
    assertThat(product.use("patient", "structuring", "", 700, 300)).isEqualTo("10");
    assertThat(product.available("patient")).isEqualTo("265");
    assertThat(product.use("patient", "ocr", "", 400, 100)).isEqualTo("5");
    assertThat(product.use("patient", "analysis", "", 7_000, 3_000)).isEqualTo("100");
    assertThat(product.use("patient", "analysis", "", 6_000, 2_000)).isEqualTo("80");
    JsonNode refused = product.authorize("patient", "analysis", "");
    assertThat(refused.path("code").asText()).isEqualTo("insufficient_credits");
    product.at(start(month.plusMonths(1)));
    assertThat(product.use("patient", "analysis", "", 7_000, 3_000)).isEqualTo("100");
    assertThat(product.available("patient")).isEqualTo("400");
  }

  @Test
  void configurationCoreOffersEachPlanAndProfileItsProviders() throws Exception {
    Product product = Product.of("configuration-core", start(month));
    String openai = "openai/gpt-4o-mini 1 %s %s standard";
    String anthropic = "anthropic/claude-sonnet-5-5 0.8 %s %s standard";
    for (String feature : CORE_FEATURES) {
      for (String profile : List.of("user", "professional")) {
        assertThat(product.resolve("free", feature, profile))
            .containsExactly(openai.formatted(3, 30));
        assertThat(product.resolve("professional", feature, profile))
            .containsExactly(openai.formatted(10, 200));
        assertThat(product.resolve("premium", feature, profile))
            .containsExactly(openai.formatted(50, 1_000), anthropic.formatted(50, 1_000));
      }
      for (String plan : List.of("free", "professional", "premium")) {
        assertThat(product.resolve(plan, feature, "admin"))
            .containsExactly(
                openai.formatted("-", "-"),
                anthropic.formatted("-", "-"),
                "gemini/gemini-3.5-flash-lite 0.6 - - standard");
        assertThat(product.resolve(plan, "admin_oracle", "admin")).hasSize(3);
        assertThat(product.resolve(plan, "admin_oracle", "professional")).isEmpty();
      }
    }
  }

  /** The window of the example is long over: here it is a week of the month. */
  @Test
  void configurationCoreGivesAGroupTheSecondProviderForAWeek() throws Exception {
    OffsetDateTime from = start(month).plusDays(7);
    OffsetDateTime to = from.plusDays(7);
    Product product =
        Product.of("configuration-core", "configuration-core-promotion", start(month));
    JsonNode applied =
        product.apply(
            Product.example("configuration-core")
                .replace("2025-11-24T00:00:00-03:00", WIRE_TIME.format(from))
                .replace("2025-12-01T00:00:00-03:00", WIRE_TIME.format(to)));
    assertThat(applied.path("changes").findValuesAsText("kind"))
        .hasSize(CORE_FEATURES.size())
        .containsOnly("override");
    product.customer("member", "{\"plan\":\"professional\",\"groups\":[\"" + GROUP + "\"]}");

    product.at(from.minusSeconds(1));
    assertPromoted(product, false);
    product.at(from);
    assertPromoted(product, true);
    product.at(to.minusSeconds(1));
    assertPromoted(product, true);
    product.at(to);
    assertPromoted(product, false);
    product.at(to.plusSeconds(1));
    assertPromoted(product, false);
  }

  private static void assertPromoted(Product product, boolean promoted) throws Exception {
    String openai = "openai/gpt-4o-mini 1 10 200 standard";
    String anthropic = "anthropic/claude-sonnet-5-5 0.8 10 200 promo";
    for (String feature : CORE_FEATURES) {
      for (String profile : List.of("user", "professional")) {
        assertThat(product.resolve("professional", feature, profile, GROUP))
            .isEqualTo(promoted ? List.of(openai, anthropic) : List.of(openai));
        assertThat(product.resolve("professional", feature, profile)).containsExactly(openai);
        assertThat(product.resolve("free", feature, profile, GROUP)).hasSize(1);
      }
      assertThat(product.resolve("professional", feature, "admin", GROUP))
          .hasSize(3)
          .allMatch(each -> each.endsWith("- - standard"));
    }
    JsonNode answer = product.authorize("member", "user_chat", "anthropic/claude-sonnet-5-5");
    if (promoted) {
      assertThat(product.settle(answer, 900, 100)).isEqualTo("1");
    } else {
      assertThat(answer.path("code").asText()).isEqualTo("model_not_allowed");
    }
  }

  /** When a month begins where the customers are. */
  private static OffsetDateTime start(YearMonth month) {
    return month.atDay(1).atStartOfDay(SAO_PAULO).toOffsetDateTime();
  }

  /** A tenant that began empty, got an example's catalogue, and lives from then on. */
  private record Product(String name, String key) {
    static Product of(String name, OffsetDateTime begin) throws Exception {
      return of(name, name, begin);
    }

    static Product of(String name, String tenant, OffsetDateTime begin) throws Exception {
      Product product = new Product(name, Deployed.newTenant(tenant, true, true));
      String example = example(name);
      JsonNode applied = product.apply(example);
      assertThat(applied.path("changes").isEmpty()).describedAs("%s", applied).isFalse();
      assertThat(product.apply(example).path("changes")).isEmpty();
      product.at(begin);
      return product;
    }

    static String example(String name) throws Exception {
      return Files.readString(Path.of("../../docs/examples", name + ".yaml"));
    }

    /** What the matrix offers on a plan: model, weight, calls a day and a month, origin. */
    List<String> resolve(String plan, String feature, String profile, String... groups)
        throws Exception {
      JsonNode resolved =
          body(
              Deployed.send(
                  json("/v1/resolve")
                      .POST(
                          BodyPublishers.ofString(
                              JSON.writeValueAsString(
                                  Map.of(
                                      "plan", plan,
                                      "feature", feature,
                                      "profile", profile,
                                      "groups", groups))))));
      List<String> offered = new ArrayList<>();
      for (JsonNode each : resolved.path("data")) {
        offered.add(
            String.join(
                " ",
                each.path("model").asText(),
                each.path("weight").asText(),
                each.path("daily_limit").asText("-"),
                each.path("monthly_limit").asText("-"),
                each.path("origin").asText()));
      }
      return offered;
    }

    JsonNode apply(String yaml) throws Exception {
      return body(
          Deployed.send(
              request("/v1/catalog")
                  .header("Content-Type", "application/yaml")
                  .header("Accept", "application/json")
                  .PUT(BodyPublishers.ofString(yaml))));
    }

    void at(OffsetDateTime time) throws Exception {
      move("{\"at\":\"%s\"}".formatted(time));
    }

    void advance(String by) throws Exception {
      move("{\"advance\":\"%s\"}".formatted(by));
    }

    private void move(String body) throws Exception {
      HttpResponse<String> moved =
          Deployed.send(json("/v1/test-clock").POST(BodyPublishers.ofString(body)));
      assertThat(moved.statusCode()).describedAs(moved.body()).isEqualTo(200);
    }

    void customer(String customer, String body) throws Exception {
      HttpResponse<String> put =
          Deployed.send(json("/v1/customers/" + customer).PUT(BodyPublishers.ofString(body)));
      assertThat(put.statusCode()).describedAs(put.body()).isIn(200, 201);
    }

    void grant(String customer, String credits) throws Exception {
      HttpResponse<String> granted =
          Deployed.send(
              json("/v1/customers/" + customer + "/grants")
                  .header("Idempotency-Key", "pack")
                  .POST(
                      BodyPublishers.ofString(
                          "{\"credits\":\"%s\",\"source\":\"purchase\"}".formatted(credits))));
      assertThat(granted.statusCode()).isEqualTo(201);
    }

    JsonNode authorize(String customer, String feature, String model) throws Exception {
      String wanted = model.isEmpty() ? "" : ",\"model\":\"" + model + "\"";
      return body(
          Deployed.send(
              json("/v1/authorizations")
                  .POST(
                      BodyPublishers.ofString(
                          "{\"customer\":\"%s\",\"feature\":\"%s\"%s}"
                              .formatted(customer, feature, wanted)))));
    }

    /** Authorizes and settles a call; returns what was charged. */
    String use(String customer, String feature, String model, long input, long output)
        throws Exception {
      JsonNode held = authorize(customer, feature, model);
      return settle(held, input, output);
    }

    /** Settles a call; returns what was charged. */
    String settle(JsonNode held, long input, long output) throws Exception {
      assertThat(held.path("id").asText()).describedAs("%s", held).isNotEmpty();
      JsonNode settled =
          body(
              Deployed.send(
                  json("/v1/authorizations/" + held.path("id").asText() + "/settle")
                      .POST(
                          BodyPublishers.ofString(
                              "{\"usage\":{\"input_tokens\":%d,\"output_tokens\":%d}}"
                                  .formatted(input, output)))));
      return settled.path("charged").path("credits").asText();
    }

    String available(String customer) throws Exception {
      return body(Deployed.send(request("/v1/customers/" + customer + "/wallet")))
          .path("available")
          .asText();
    }

    private HttpRequest.Builder json(String path) {
      return request(path).header("Content-Type", "application/json");
    }

    private HttpRequest.Builder request(String path) {
      return Deployed.request(path).header("Authorization", "Bearer " + key);
    }

    private static JsonNode body(HttpResponse<String> answer) throws Exception {
      return JSON.readTree(answer.body());
    }
  }
}

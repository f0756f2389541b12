package dev.saldo.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.wallet.HoldId;
import dev.saldo.domain.wallet.HoldStory;
import dev.saldo.domain.wallet.HoldWorld;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Everything that can happen to an authorization, told over HTTP to the server as it runs. */
@ExtendWith(ArquillianExtension.class)
class LifeOfAHoldIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String UNKNOWN = new HoldId(new WalletId(1), 17).toString();
  private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");

  private final String admin = Deployed.newTenant("life-" + UUID.randomUUID(), true, false);
  private Instant now =
      YearMonth.now(SAO_PAULO).plusMonths(1).atDay(10).atTime(12, 0).atZone(SAO_PAULO).toInstant();

  @Deployment(testable = false)
  static WebArchive war() {
    return Deployed.war();
  }

  @Test
  void endsAsItIsWritten() {
    startClock();
    HoldStory.all().forEach(story -> story.play(new World()));
  }

  @Test
  void endsOnceInWhateverOrder() {
    startClock();
    HoldStory.crossings().forEach(story -> story.play(new World()));
  }

  @Test
  void extendsOnceForEachKey() throws Exception {
    String id = held();
    String body = "{\"credits\":\"5\",\"expires_in\":\"PT30M\"}";
    String path = "/v1/authorizations/" + id + "/extend";

    JsonNode first = json(post(admin, path, body, "k-1"));
    HttpResponse<String> again = post(admin, path, body, "k-1");

    assertThat(first.path("added").asText()).isEqualTo("5");
    assertThat(first.path("held").path("credits").asText()).isEqualTo("8");
    assertThat(json(again)).isEqualTo(first);
    assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
    assertThat(refused(post(admin, path, "{\"credits\":\"6\"}", "k-1")))
        .isEqualTo("422 idempotency_key_reused");
    assertThat(get(admin, "/v1/authorizations/" + id).path("held").path("credits").asText())
        .isEqualTo("8");
  }

  @Test
  void namesWhatIsWrongWithAnExtension() throws Exception {
    String path = "/v1/authorizations/" + held() + "/extend";
    for (String body :
        new String[] {
          "{}",
          "{\"credits\":\"0\"}",
          "{\"credits\":\"-1\"}",
          "{\"credits\":5}",
          "{\"expires_in\":\"PT0S\"}",
          "{\"expires_in\":\"PT24H1S\"}",
          "{\"expires_in\":\"soon\"}",
          "{\"more\":\"5\"}"
        }) {
      HttpResponse<String> answer = post(admin, path, body, "");
      assertThat(answer.statusCode()).as("%s: %s", body, answer.body()).isEqualTo(400);
      assertThat(json(answer).path("errors").path(0).path("field").asText()).as(body).isNotEmpty();
    }
    HttpResponse<String> poor = post(admin, path, "{\"credits\":\"100000\"}", "");
    assertThat(refused(poor)).isEqualTo("402 insufficient_credits");
    assertThat(json(poor).path("needed").asText()).isEqualTo("100000");
    HttpResponse<String> long1 = post(admin, path, "{\"expires_in\":\"PT24H\"}", "");
    assertThat(refused(long1)).isEqualTo("409 lifetime_exceeded");
    assertThat(json(long1).path("latest_expires_at").asText()).isNotEmpty();
  }

  @Test
  void namesWhatIsWrongWithACorrection() throws Exception {
    String id = held();
    String path = "/v1/authorizations/" + id;
    JsonNode settled = json(post(admin, path + "/settle", "{}", ""));
    assertThat(settled.path("amendable_until").asText()).isNotEmpty();

    HttpResponse<String> empty = post(admin, path + "/amend", "{}", "");
    assertThat(empty.statusCode()).isEqualTo(400);
    assertThat(json(empty).path("errors").path(0).path("field").asText()).isEqualTo("usage");
    JsonNode amended = json(post(admin, path + "/amend", "{\"usage\":{\"input_tokens\":900}}", ""));
    assertThat(amended.path("charged").path("credits").asText()).isEqualTo("1");
    assertThat(get(admin, path).path("amendment")).isEqualTo(amended);
    assertThat(refused(post(admin, path + "/amend", "{\"outcome\":\"failed\"}", "")))
        .isEqualTo("409 already_amended");
  }

  @Test
  void tellsOfARunAndItsChildren() throws Exception {
    customer("runs");
    String run = held("runs", "");
    String child = held("runs", ",\"parent\":\"" + run + "\"");
    post(admin, "/v1/authorizations/" + child + "/settle", usage(900), "");

    assertThat(get(admin, "/v1/authorizations/" + child).path("parent").asText()).isEqualTo(run);
    JsonNode told = get(admin, "/v1/authorizations/" + run).path("run");
    assertThat(told.path("children").asInt()).isEqualTo(1);
    assertThat(told.path("open").asInt()).isZero();
    assertThat(told.path("charged").asText()).isEqualTo("1");
    assertThat(told.path("costs").path(0).path("currency").asText()).isEqualTo("USD");
    JsonNode children = get(admin, "/v1/authorizations?parent=" + run).path("data");
    assertThat(children).hasSize(1);
    assertThat(children.path(0).path("id").asText()).isEqualTo(child);
    assertThat(get(admin, "/v1/authorizations?customer=runs&state=held").path("data")).hasSize(1);
  }

  @Test
  void takesAnAuthorizationBackWithAReason() throws Exception {
    String id = held();
    String path = "/v1/authorizations/" + id + "/force-release";
    for (String body : new String[] {"{}", "{\"reason\":\"\"}", "{\"reason\":\"  \"}"}) {
      assertThat(post(admin, path, body, "").statusCode()).as(body).isEqualTo(400);
    }
    String decide = key("decide");
    assertThat(refused(post(decide, path, "{\"reason\":\"mine\"}", "")))
        .isEqualTo("403 scope_missing");

    JsonNode released = json(post(admin, path, "{\"reason\":\"the caller is gone\"}", ""));
    post(admin, path, "{\"reason\":\"the caller is gone\"}", "");

    assertThat(released.path("state").asText()).isEqualTo("released");
    assertThat(released.path("returned").asText()).isEqualTo("3");
    JsonNode records = get(admin, "/v1/audit-log?kind=authorization&key=" + id).path("data");
    assertThat(records).hasSize(1);
    assertThat(records.path(0).path("reason").asText()).isEqualTo("the caller is gone");
    assertThat(records.path(0).path("before").path("state").asText()).isEqualTo("held");
    assertThat(records.path(0).path("after").path("state").asText()).isEqualTo("released");
    assertThat(refused(post(admin, "/v1/authorizations/" + id + "/settle", usage(900), "")))
        .isEqualTo("409 already_released");
  }

  @Test
  void asksForTheScopeOfEachOperation() throws Exception {
    String id = held();
    String read = key("read");
    for (String operation : new String[] {"extend", "amend", "force-release"}) {
      assertThat(refused(post(read, "/v1/authorizations/" + id + "/" + operation, "{}", "")))
          .as(operation)
          .isEqualTo("403 scope_missing");
    }
  }

  @Test
  void answersAnotherTenantLikeAnUnknownId() throws Exception {
    String id = held();
    String other = Deployed.newTenant("other-" + UUID.randomUUID(), true, false);
    Map<String, String> bodies =
        Map.of(
            "extend", "{\"credits\":\"1\"}",
            "amend", usage(900),
            "force-release", "{\"reason\":\"not mine\"}");
    for (Map.Entry<String, String> each : bodies.entrySet()) {
      String path = "/v1/authorizations/%s/" + each.getKey();
      HttpResponse<String> foreign = post(other, path.formatted(id), each.getValue(), "");
      HttpResponse<String> unknown = post(other, path.formatted(UNKNOWN), each.getValue(), "");
      assertThat(refused(foreign)).as(each.getKey()).isEqualTo("404 authorization_unknown");
      assertThat(foreign.body()).isEqualTo(unknown.body());
    }
    put(other, "/v1/customers/school", "{\"plan\":\"professional\"}");
    assertThat(
            refused(
                post(
                    other,
                    "/v1/authorizations",
                    "{\"customer\":\"school\",\"feature\":\"user_chat\",\"parent\":\"" + id + "\"}",
                    "")))
        .isEqualTo("404 parent_unknown");
    assertThat(get(other, "/v1/authorizations?parent=" + id).path("data")).isEmpty();
    assertThat(get(admin, "/v1/authorizations/" + id).path("state").asText()).isEqualTo("held");
  }

  private final class World implements HoldWorld {
    private final String customer = "c-" + UUID.randomUUID();
    private final Map<String, String> ids = new HashMap<>();

    @Override
    public void open(String policy, long debtLimit) {
      String plan = policy.replace('_', '-') + "-" + debtLimit;
      if (send(admin, "GET", "/v1/plans/" + plan, "", "").statusCode() == 404) {
        put(
            admin,
            "/v1/plans/" + plan,
            "{\"slug\":\"%s\",\"allowance\":\"0\",\"overrun\":\"%s\",\"debt_limit\":\"%d\"}"
                .formatted(plan, policy, debtLimit));
        put(
            admin,
            "/v1/matrix/" + plan + "/user/diary_analysis/openai",
            ("{\"plan\":\"%s\",\"profile\":\"user\",\"feature\":\"diary_analysis\","
                    + "\"model\":\"openai/gpt-4o-mini\"}")
                .formatted(plan));
      }
      put(admin, "/v1/customers/" + customer, "{\"plan\":\"" + plan + "\"}");
    }

    @Override
    public void grant(long credits, Optional<Duration> validity) {
      String expiry = validity.map(time -> ",\"expires_at\":\"" + now.plus(time) + "\"").orElse("");
      requireDone(
          post(
              admin,
              "/v1/customers/" + customer + "/grants",
              "{\"source\":\"adjustment\",\"credits\":\"" + credits + "\"" + expiry + "}",
              UUID.randomUUID().toString()));
    }

    @Override
    public void pass(Duration time) {
      now = now.plus(time);
      startClock();
    }

    @Override
    public String hold(String name, Optional<String> run, long credits) {
      String parent = run.map(each -> ",\"parent\":\"" + id(each) + "\"").orElse("");
      HttpResponse<String> answer =
          post(
              admin,
              "/v1/authorizations",
              ("{\"customer\":\"%s\",\"feature\":\"diary_analysis\","
                      + "\"estimate\":{\"input_tokens\":%d}%s}")
                  .formatted(customer, 1000 * credits, parent),
              "");
      if (answer.statusCode() != 201) {
        return code(answer);
      }
      ids.put(name, json(answer).path("id").asText());
      return "held";
    }

    @Override
    public String settle(String name, long credits, String how) {
      Map<String, String> members = new LinkedHashMap<>();
      members.put("usage", "{\"input_tokens\":" + 1000 * credits + "}");
      switch (how) {
        case "estimated" -> members.put("evidence", "\"estimated\"");
        case "failed" -> members.put("outcome", "\"failed\"");
        case "elsewhere" -> members.put("model", "\"openai/gpt-4o\"");
        default -> assertThat(how).isEmpty();
      }
      String body =
          members.entrySet().stream()
              .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
              .collect(java.util.stream.Collectors.joining(",", "{", "}"));
      return settle(name, body);
    }

    @Override
    public String close(String name) {
      return settle(name, "{}");
    }

    private String settle(String name, String body) {
      return told(
          on(name, "settle", body),
          settled ->
              "charged "
                  + settled.path("charged").path("credits").asText()
                  + part(settled, "returned")
                  + part(settled, "debt")
                  + part(settled, "not_charged")
                  + (settled.path("late").asBoolean() ? " late" : "")
                  + (settled.path("flags").toString().contains("off_route") ? " off route" : ""));
    }

    @Override
    public String release(String name) {
      return told(
          on(name, "release", ""), released -> "released " + released.path("returned").asText());
    }

    @Override
    public String extend(String name, long credits, Optional<Duration> lifetime) {
      String more = credits == 0 ? "" : "\"credits\":\"" + credits + "\"";
      String time = lifetime.map(each -> "\"expires_in\":\"" + each + "\"").orElse("");
      String both = more + (more.isEmpty() || time.isEmpty() ? "" : ",") + time;
      return told(
          on(name, "extend", "{" + both + "}"),
          extended -> "extended to " + extended.path("held").path("credits").asText());
    }

    @Override
    public String amend(String name, long credits) {
      return told(
          on(name, "amend", usage(1000 * credits)),
          amended ->
              "amended to "
                  + amended.path("charged").path("credits").asText()
                  + part(amended, "returned")
                  + part(amended, "expired")
                  + part(amended, "debt")
                  + part(amended, "not_charged")
                  + (amended.has("granted")
                      ? " granted " + amended.path("granted").path("credits").asText()
                      : ""));
    }

    @Override
    public String balance() {
      JsonNode wallet = get(admin, "/v1/customers/" + customer + "/wallet");
      return Stream.of("available", "held", "debt")
          .map(member -> wallet.path(member).asText())
          .collect(java.util.stream.Collectors.joining(" "));
    }

    private HttpResponse<String> on(String name, String operation, String body) {
      return post(admin, "/v1/authorizations/" + id(name) + "/" + operation, body, "");
    }

    private String id(String name) {
      return ids.getOrDefault(name, UNKNOWN);
    }

    private static String part(JsonNode body, String member) {
      String amount = body.path(member).asText();
      return amount.equals("0") ? "" : " " + member.replace('_', ' ') + " " + amount;
    }

    private static String told(
        HttpResponse<String> answer, java.util.function.Function<JsonNode, String> sentence) {
      if (answer.statusCode() != 200) {
        return code(answer);
      }
      boolean again = answer.headers().firstValue("Idempotent-Replayed").isPresent();
      return (again ? "again " : "") + sentence.apply(json(answer));
    }
  }

  private void startClock() {
    requireDone(post(admin, "/v1/test-clock", "{\"at\":\"" + now + "\"}", ""));
  }

  private void customer(String key) {
    put(admin, "/v1/customers/" + key, "{\"plan\":\"professional\"}");
  }

  /** An authorization of 3 credits. */
  private String held() {
    String customer = "h-" + UUID.randomUUID();
    customer(customer);
    return held(customer, "");
  }

  private String held(String customer, String more) {
    HttpResponse<String> answer =
        post(
            admin,
            "/v1/authorizations",
            "{\"customer\":\"%s\",\"feature\":\"diary_analysis\"%s}".formatted(customer, more),
            "");
    requireDone(answer);
    return json(answer).path("id").asText();
  }

  private String key(String scope) {
    HttpResponse<String> answer =
        post(admin, "/v1/api-keys", "{\"name\":\"k\",\"scopes\":[\"" + scope + "\"]}", "");
    requireDone(answer);
    return json(answer).path("secret").asText();
  }

  private static String usage(long tokens) {
    return "{\"usage\":{\"input_tokens\":" + tokens + "}}";
  }

  private static String refused(HttpResponse<String> answer) {
    return answer.statusCode() + " " + code(answer);
  }

  private static String code(HttpResponse<String> answer) {
    return json(answer).path("code").asText();
  }

  private static JsonNode json(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(answer.body(), e);
    }
  }

  private static void requireDone(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
  }

  private static JsonNode get(String bearer, String path) {
    HttpResponse<String> answer = send(bearer, "GET", path, "", "");
    requireDone(answer);
    return json(answer);
  }

  private static void put(String bearer, String path, String body) {
    requireDone(send(bearer, "PUT", path, body, ""));
  }

  private static HttpResponse<String> post(String bearer, String path, String body, String key) {
    return send(bearer, "POST", path, body, key);
  }

  private static HttpResponse<String> send(
      String bearer, String method, String path, String body, String key) {
    var request =
        Deployed.request(path)
            .header("Authorization", "Bearer " + bearer)
            .header("Accept", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    if (!key.isEmpty()) {
      request.header("Idempotency-Key", key);
    }
    try {
      return Deployed.send(request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}

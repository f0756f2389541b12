package dev.saldo.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Overrides over HTTP, each test in a tenant of its own with the starter catalogue and a group. */
@ExtendWith(ArquillianExtension.class)
class OverridesIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String CLAUDE = "anthropic/claude-sonnet-5-5";

  @Deployment(testable = false)
  static WebArchive war() {
    return Deployed.war();
  }

  @Test
  void appliesFromTheNextCallUntilItIsEnded() throws Exception {
    Site site = Site.of("overrides-life");
    site.member("member");
    assertThat(site.authorize("member").body()).contains("\"code\":\"model_not_allowed\"");

    HttpResponse<String> made = site.create(adding("promo", 10, ""));
    assertThat(made.statusCode()).describedAs(made.body()).isEqualTo(201);
    assertThat(made.body()).contains("\"status\":\"approved\"", "\"created_by\":\"key_");
    assertThat(site.create(adding("promo", 10, "")).statusCode()).isEqualTo(200);
    assertThat(site.create(adding("promo", 11, "")).body())
        .contains("\"code\":\"override_exists\"");

    HttpResponse<String> held = site.authorize("member");
    assertThat(held.statusCode()).describedAs(held.body()).isEqualTo(201);
    assertThat(site.decision(held)).contains("\"override_won\",\"subject\":\"promo\"");
    assertThat(site.decision(held)).contains("promo: esta exceção vale", "\"replayed\":true");
    assertThat(site.resolve()).contains("\"origin\":\"promo\"", "\"daily_limit\":10");

    HttpResponse<String> mismatch = site.end("promo", "\"999999\"");
    assertThat(mismatch.statusCode()).isEqualTo(412);
    HttpResponse<String> ended = site.end("promo", made.headers().firstValue("ETag").orElseThrow());
    assertThat(ended.statusCode()).describedAs(ended.body()).isEqualTo(204);
    HttpResponse<String> refused = site.authorize("member");
    assertThat(refused.body()).contains("\"code\":\"model_not_allowed\"");
    assertThat(site.decision(refused)).doesNotContain("override_won").contains("\"replayed\":true");
    assertThat(site.decision(held)).contains("override_won", "\"replayed\":true");
    assertThat(site.get("/v1/overrides/promo").body()).contains("\"effective_to\"");
    assertThat(site.end("promo", "*").statusCode()).isEqualTo(204);
    assertThat(site.end("nothing", "*").body()).contains("\"code\":\"override_unknown\"");
  }

  @Test
  void isGoneAtItsEndWithNothingRunning() throws Exception {
    Site site = Site.of("overrides-end");
    Site second = site.with(site.key("second", "[\"catalog\"]"));
    site.member("member");
    Instant end = Instant.now().plusMillis(2_500).truncatedTo(ChronoUnit.MILLIS);
    site.create(adding("short", 100_000, ",\"effective_to\":\"" + end + "\""));
    second.post("/v1/overrides/short/approve", "");

    int held = 0;
    HttpResponse<String> answer = site.authorize("member");
    while (answer.statusCode() == 201) {
      assertThat(at(answer, "created_at")).isBefore(end);
      held++;
      answer = site.authorize("member");
    }

    assertThat(held).isPositive();
    assertThat(answer.body()).contains("\"code\":\"model_not_allowed\"");
    JsonNode decision = JSON.readTree(site.decision(answer));
    assertThat(OffsetDateTime.parse(decision.path("at").asText()).toInstant())
        .isAfterOrEqualTo(end);
  }

  @Test
  void waitsForASecondKeyAboveTheSize() throws Exception {
    Site site = Site.of("overrides-approval");
    Site second = site.with(site.key("second", "[\"catalog\"]"));
    site.member("member");

    assertThat(site.create(adding("large", 51, "")).body())
        .contains("\"status\":\"pending_approval\"");
    assertThat(site.authorize("member").statusCode()).isEqualTo(403);
    HttpResponse<String> own = site.post("/v1/overrides/large/approve", "");
    assertThat(own.statusCode()).isEqualTo(403);
    assertThat(own.body()).contains("\"code\":\"second_approver_required\"");
    HttpResponse<String> approved = second.post("/v1/overrides/large/approve", "");
    assertThat(approved.statusCode()).describedAs(approved.body()).isEqualTo(200);
    assertThat(approved.body()).contains("\"status\":\"approved\"", "\"approved_by\":\"key_");
    assertThat(site.authorize("member").statusCode()).isEqualTo(201);
    HttpResponse<String> late = second.post("/v1/overrides/large/reject", "");
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(late.body()).contains("\"code\":\"override_decided\"", "\"status\":\"approved\"");
  }

  @Test
  void waitsForASecondKeyAlsoWhenADocumentBringsIt() throws Exception {
    Site site = Site.of("overrides-document");
    Site second = site.with(site.key("second", "[\"catalog\"]"));
    site.member("member");
    String row =
        "overrides:\n"
            + "  - {slug: large, group: beta, feature: user_chat, provider: anthropic, effect: add,"
            + " role: generation, weight: 0.8, model: anthropic/claude-sonnet-5-5, reason: no"
            + " limit, status: approved}\n";

    HttpResponse<String> applied = site.apply(site.catalog().replace("overrides: []\n", row));

    assertThat(applied.body()).contains("\"kind\":\"override\"", "\"status\":\"pending_approval\"");
    assertThat(site.authorize("member").statusCode()).isEqualTo(403);
    assertThat(site.apply(site.catalog()).body()).contains("\"changes\":[]");
    assertThat(second.apply(site.catalog().replace("pending_approval", "approved")).body())
        .contains("\"changes\":[]");
    assertThat(second.post("/v1/overrides/large/reject", "").body())
        .contains("\"status\":\"rejected\"", "\"rejected_by\":\"key_");
    assertThat(site.authorize("member").statusCode()).isEqualTo(403);
  }

  @Test
  void saysWhoseCallsWouldChange() throws Exception {
    Site site = Site.of("overrides-preview");
    site.member("member");
    site.put("/v1/customers/member/users/ana", "{\"profile\":\"user\"}");
    site.put("/v1/customers/member/users/root", "{\"profile\":\"admin\"}");
    site.put("/v1/customers/other", "{\"plan\":\"professional\"}");
    site.put("/v1/customers/other/users/bia", "{\"groups\":[\"beta\"]}");

    HttpResponse<String> seen = site.post("/v1/overrides/preview", adding("promo", 51, ""));

    assertThat(seen.statusCode()).describedAs(seen.body()).isEqualTo(200);
    assertThat(seen.body())
        .contains("\"needs_approval\":true", "\"customers\":2,\"users\":2", "\"complete\":true")
        .contains(
            "\"named\":[{\"customer\":\"member\"},{\"customer\":\"member\",\"user\":\"ana\"},"
                + "{\"customer\":\"other\",\"user\":\"bia\"}]")
        .contains("\"origin\":\"promo\"");
    assertThat(site.get("/v1/overrides").body()).contains("\"data\":[]");
  }

  @Test
  void listsWhatIsAskedFor() throws Exception {
    Site site = Site.of("overrides-list");
    site.create(adding("now", 10, ""));
    site.create(adding("later", 10, ",\"effective_from\":\"2999-01-01T00:00:00Z\""));
    site.create(excluding("hers", "member", "ana"));

    assertThat(slugs(site, "")).isEqualTo("now later hers");
    assertThat(slugs(site, "?group=beta")).isEqualTo("now later");
    assertThat(slugs(site, "?customer=member&user=ana")).isEqualTo("hers");
    assertThat(slugs(site, "?feature=diary_analysis")).isEmpty();
    assertThat(slugs(site, "?group=beta&active_at=2998-12-31T23:59:59Z")).isEqualTo("now");
    assertThat(slugs(site, "?group=beta&active_at=2999-01-01T00:00:00Z")).isEqualTo("now later");
    assertThat(site.get("/v1/overrides?active_at=today").body())
        .contains("\"field\":\"active_at\"");
    assertThat(site.get("/v1/overrides?plan=free").body()).contains("unknown_parameter");
  }

  @Test
  void namesTheFieldAndTheRuleAndChangesNothing() throws Exception {
    Site site = Site.of("overrides-wrong");
    String right = adding("promo", 10, "");

    HttpResponse<String> refused =
        site.post("/v1/overrides", right.replace("\"weight\":\"0.8\",", ""), "pt-BR");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body())
        .contains("\"field\":\"weight\"", "é preciso para acrescentar um provedor");
    assertThat(site.create(right.replace("\"beta\"", "\"vip\"")).body())
        .contains("override promo names an unknown group: vip");
    assertThat(site.create(right.replace("\"reason\":\"a test\",", "")).body())
        .contains("\"field\":\"reason\"");
    assertThat(site.create(right.replace("\"effect\"", "\"efect\"")).body())
        .contains("unknown_field");
    assertThat(
            site.create(adding("promo", 10, ",\"effective_to\":\"2020-01-01T00:00:00Z\"")).body())
        .contains("an override must end after it begins");
    assertThat(site.get("/v1/overrides").body()).contains("\"data\":[]");
  }

  @Test
  void isSeenAndChangedOnlyByThoseWhoMay() throws Exception {
    Site site = Site.of("overrides-scopes");
    site.member("member");
    site.member("other");
    site.create(excluding("hers", "member", "ana"));
    site.create(excluding("theirs", "other", "ana"));
    Site reader = site.with(site.key("reader", "[\"read\"]"));
    Site bound = site.with(site.key("bound", "[\"read\"],\"customer\":\"member\""));
    Site stranger = site.with(Deployed.ADMIN_KEY);

    assertThat(slugs(reader, "")).isEqualTo("hers theirs");
    assertThat(slugs(bound, "")).isEqualTo("hers");
    assertThat(bound.get("/v1/overrides/theirs").statusCode()).isEqualTo(404);
    assertThat(slugs(stranger, "")).isEmpty();
    assertThat(stranger.get("/v1/overrides/hers").body()).contains("\"code\":\"override_unknown\"");
    assertThat(stranger.end("hers", "*").statusCode()).isEqualTo(404);
    assertThat(stranger.post("/v1/overrides/hers/approve", "").statusCode()).isEqualTo(404);
    assertThat(reader.create(adding("promo", 10, "")).statusCode()).isEqualTo(403);
    assertThat(reader.post("/v1/overrides/preview", adding("promo", 10, "")).statusCode())
        .isEqualTo(403);
    assertThat(reader.end("hers", "*").statusCode()).isEqualTo(403);
    assertThat(reader.post("/v1/overrides/hers/approve", "").statusCode()).isEqualTo(403);
    assertThat(reader.post("/v1/overrides/hers/reject", "").statusCode()).isEqualTo(403);
    assertThat(site.with("saldo_live_nobody").get("/v1/overrides").statusCode()).isEqualTo(401);
    assertThat(slugs(site, "")).isEqualTo("hers theirs");
  }

  private static String adding(String slug, long daily, String more) {
    return """
    {"slug":"%s","group":"beta","plan":"professional","feature":"user_chat",\
    "provider":"anthropic","effect":"add","role":"generation","weight":"0.8","model":"%s",\
    "daily_limit":%d,"reason":"a test","monthly_limit":200000%s}\
    """
        .formatted(slug, CLAUDE, daily, more);
  }

  private static String excluding(String slug, String customer, String user) {
    return """
    {"slug":"%s","customer":"%s","user":"%s","feature":"user_chat","provider":"openai",\
    "effect":"exclude","reason":"a test"}\
    """
        .formatted(slug, customer, user);
  }

  private static String slugs(Site site, String query) throws Exception {
    return String.join(
        " ", JSON.readTree(site.get("/v1/overrides" + query).body()).findValuesAsText("slug"));
  }

  private static Instant at(HttpResponse<String> answer, String member) throws Exception {
    return OffsetDateTime.parse(JSON.readTree(answer.body()).path(member).asText()).toInstant();
  }

  /** A tenant as one of its keys meets it. */
  private record Site(String key) {
    static Site of(String slug) throws Exception {
      Site site = new Site(Deployed.newTenant(slug, false, false));
      String own =
          site.catalog().replace("groups: []", "groups:\n  - slug: beta")
              + "settings:\n  approval_over_daily_calls: 50\n";
      HttpResponse<String> applied = site.apply(own);
      assertThat(applied.statusCode()).describedAs(applied.body()).isEqualTo(200);
      return site;
    }

    Site with(String other) {
      return new Site(other);
    }

    String key(String name, String scopes) throws Exception {
      HttpResponse<String> made =
          post("/v1/api-keys", "{\"name\":\"%s\",\"scopes\":%s}".formatted(name, scopes));
      return JSON.readTree(made.body()).path("secret").asText();
    }

    void member(String customer) throws Exception {
      put("/v1/customers/" + customer, "{\"plan\":\"professional\",\"groups\":[\"beta\"]}");
    }

    String catalog() throws Exception {
      return Deployed.send(request("/v1/catalog").header("Accept", "application/yaml")).body();
    }

    HttpResponse<String> apply(String yaml) throws Exception {
      return Deployed.send(
          request("/v1/catalog")
              .header("Content-Type", "application/yaml")
              .header("Accept", "application/json")
              .PUT(BodyPublishers.ofString(yaml)));
    }

    HttpResponse<String> create(String override) throws Exception {
      return post("/v1/overrides", override);
    }

    HttpResponse<String> end(String slug, String ifMatch) throws Exception {
      return Deployed.send(request("/v1/overrides/" + slug).header("If-Match", ifMatch).DELETE());
    }

    HttpResponse<String> authorize(String customer) throws Exception {
      return post(
          "/v1/authorizations",
          "{\"customer\":\"%s\",\"feature\":\"user_chat\",\"model\":\"%s\",\"estimate\":{\"credits\":\"0.000001\"}}"
              .formatted(customer, CLAUDE));
    }

    String resolve() throws Exception {
      return post("/v1/resolve", "{\"customer\":\"member\",\"feature\":\"user_chat\"}").body();
    }

    String decision(HttpResponse<String> answer) throws Exception {
      String id = JSON.readTree(answer.body()).path("decision").asText();
      return Deployed.send(request("/v1/decisions/" + id).header("Accept-Language", "pt-BR"))
          .body();
    }

    HttpResponse<String> get(String path) throws Exception {
      return Deployed.send(request(path));
    }

    void put(String path, String body) throws Exception {
      HttpResponse<String> put = Deployed.send(json(path).PUT(BodyPublishers.ofString(body)));
      assertThat(put.statusCode()).describedAs(put.body()).isIn(200, 201);
    }

    HttpResponse<String> post(String path, String body) throws Exception {
      return post(path, body, "en");
    }

    HttpResponse<String> post(String path, String body, String language) throws Exception {
      return Deployed.send(
          json(path).header("Accept-Language", language).POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder json(String path) {
      return request(path).header("Content-Type", "application/json");
    }

    private HttpRequest.Builder request(String path) {
      return Deployed.request(path).header("Authorization", "Bearer " + key);
    }
  }
}

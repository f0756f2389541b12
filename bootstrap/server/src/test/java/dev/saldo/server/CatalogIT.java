package dev.saldo.server;

import static dev.saldo.server.Deployed.request;
import static dev.saldo.server.Deployed.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.client.api.ApiKeysApi;
import dev.saldo.client.api.CatalogueApi;
import dev.saldo.client.model.ApiKeyRequest;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The catalogue as a document, in the test tenant: others go on in the live one meanwhile. */
@ExtendWith(ArquillianExtension.class)
class CatalogIT {
  private static final String YAML = "application/yaml";

  private String exported = "";

  @Deployment(testable = false)
  static WebArchive war() {
    return Deployed.war();
  }

  @BeforeEach
  void export() throws Exception {
    exported = read(YAML).body();
  }

  @AfterEach
  void restore() throws Exception {
    assertThat(apply("", exported, YAML, null).statusCode()).isEqualTo(200);
  }

  @Test
  void appliesItsOwnExportWithoutADifference() throws Exception {
    for (String type : List.of(YAML, "application/json")) {
      HttpResponse<String> current = read(type);

      HttpResponse<String> again = apply("", current.body(), type, etag(current));

      assertThat(current.headers().firstValue("Content-Type").orElseThrow()).startsWith(type);
      assertThat(again.body()).contains("\"changes\":[]");
      assertThat(etag(again)).isEqualTo(etag(current));
    }
  }

  @Test
  void isEffectiveOnTheNextCall() throws Exception {
    customer("closing", "free");
    assertThat(authorize("closing").statusCode()).isEqualTo(201);

    HttpResponse<String> applied =
        apply("", without("- plan: free\n    profile: user\n    feature: user_chat"), YAML, null);

    assertThat(applied.body()).contains("\"kind\":\"matrix_cell\"", "\"change\":\"removed\"");
    HttpResponse<String> refused = authorize("closing");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("\"code\":\"feature_not_in_plan\"");
    restore();
    assertThat(authorize("closing").statusCode()).isEqualTo(201);
  }

  @Test
  void observesWhereACellSaysSo() throws Exception {
    customer("observed", "free");
    for (int call = 1; call <= 3; call++) {
      assertThat(authorize("observed").statusCode()).isEqualTo(201);
    }
    assertThat(authorize("observed").body()).contains("\"code\":\"daily_limit\"");

    String cell = "  - plan: free\n    profile: user\n    feature: user_chat\n";
    assertThat(exported).contains(cell);
    apply("", exported.replace(cell, cell + "    enforcement: observe\n"), YAML, null);

    HttpResponse<String> passed = authorize("observed");
    assertThat(passed.statusCode()).describedAs(passed.body()).isEqualTo(201);
    String decision = passed.body().replaceAll(".*\"decision\":\"(dec_[a-z0-9]+)\".*", "$1");
    assertThat(send(test("/v1/decisions/" + decision)).body())
        .contains("\"observed\":[\"daily_limit\"]", "\"verdict\":\"taken\"");
    restore();
    assertThat(authorize("observed").statusCode()).isEqualTo(429);
  }

  @Test
  void leavesCustomersOnTheirVersionOfAPlan() throws Exception {
    customer("early", "free");
    String richer = exported.replaceFirst("allowance: ['\"]?100['\"]?", "allowance: 150");

    HttpResponse<String> refused = apply("", richer, YAML, null);
    HttpResponse<String> applied =
        apply("", richer.replaceFirst("(?s)(slug: free\\s+)version: 1\\s+", "$1"), YAML, null);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("version 1 of plan free is there and cannot change");
    assertThat(applied.body()).contains("\"name\":\"free/2\",\"change\":\"added\"");
    customer("late", "free");
    assertThat(balance("early")).contains("\"available\":\"100\"");
    assertThat(balance("late")).contains("\"available\":\"150\"");
  }

  @Test
  void onlySaysTheDifferenceWhenAskedTo() throws Exception {
    String smaller = exported.replaceFirst("(?s)\\npacks:.*", "\n");

    HttpResponse<String> asked = apply("?dry_run=true", smaller, YAML, null);

    assertThat(asked.body()).contains("\"dry_run\":true", "\"kind\":\"pack\"");
    assertThat(read(YAML).body()).isEqualTo(exported);
  }

  @Test
  void refusesAChangeThatWasMeantForAnotherVersion() throws Exception {
    HttpResponse<String> refused = apply("", exported, YAML, "\"999999\"");

    assertThat(refused.statusCode()).isEqualTo(412);
    assertThat(refused.body()).contains("\"code\":\"version_mismatch\"", "\"current\":");
    assertThat(apply("", exported, YAML, "7").body()).contains("\"field\":\"If-Match\"");
  }

  @Test
  void namesTheRowThatIsWrongAndChangesNothing() throws Exception {
    HttpResponse<String> refused =
        apply("", exported.replaceFirst("category: analysis", "category: talk"), YAML, null);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("\"field\":\"features[0].category\"");
    assertThat(apply("", "plans: [", YAML, null).body()).contains("\"code\":\"malformed_json\"");
    assertThat(apply("", exported + "default_plan: free\n", YAML, null).statusCode())
        .isEqualTo(400);
    assertThat(apply("", exported + "plams: []\n", YAML, null).body()).contains("unknown_field");
    assertThat(apply("?dry_run=maybe", exported, YAML, null).body()).contains("dry_run");
    assertThat(read(YAML).body()).isEqualTo(exported);
  }

  @Test
  void takesAProviderOutForTheNextCall() throws Exception {
    customer("switched", "free");

    HttpResponse<String> out = status("openai", "{\"status\":\"disabled\"}", null);

    assertThat(out.statusCode()).describedAs(out.body()).isEqualTo(200);
    assertThat(out.body()).contains("\"status\":\"disabled\"");
    HttpResponse<String> refused = authorize("switched");
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.body()).contains("\"code\":\"no_provider_available\"");
    assertThat(status("openai", "{\"status\":\"active\"}", "\"999999\"").statusCode())
        .isEqualTo(412);
    assertThat(status("openai", "{\"status\":\"active\"}", etag(out)).statusCode()).isEqualTo(200);
    assertThat(authorize("switched").statusCode()).isEqualTo(201);
    assertThat(status("openai", "{\"status\":\"gone\"}", null).body())
        .contains("\"field\":\"status\"");
    assertThat(status("nobody", "{\"status\":\"active\"}", null).body())
        .contains("\"code\":\"provider_unknown\"");
  }

  @Test
  void isChangedByAdministratorsOfItsOwnTenantOnly() throws Exception {
    var reader =
        new ApiKeysApi(Deployed.client(Deployed.TEST_ADMIN_KEY))
            .createApiKey(new ApiKeyRequest().name("reader").scopes(List.of("read")), null, null);
    HttpResponse<String> refused =
        send(
            request("/v1/catalog")
                .header("Authorization", "Bearer " + reader.getSecret())
                .header("Content-Type", YAML)
                .PUT(BodyPublishers.ofString(exported)));
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("\"code\":\"scope_missing\"");
    HttpRequest.Builder reading =
        request("/v1/catalog").header("Authorization", "Bearer " + reader.getSecret());
    assertThat(send(reading).statusCode()).isEqualTo(403);
    HttpRequest.Builder switching =
        request("/v1/providers/openai")
            .header("Authorization", "Bearer " + reader.getSecret())
            .header("Content-Type", "application/json")
            .method("PATCH", BodyPublishers.ofString("{\"status\":\"disabled\"}"));
    assertThat(send(switching).statusCode()).isEqualTo(403);

    int packs = packsOfTheLiveTenant();
    apply("", exported.replaceFirst("(?s)\\npacks:.*", "\n"), YAML, null);
    assertThat(packsOfTheLiveTenant()).isEqualTo(packs).isPositive();
  }

  private static int packsOfTheLiveTenant() throws Exception {
    return new CatalogueApi(Deployed.client(Deployed.ADMIN_KEY)).listPacks().getData().size();
  }

  /** The export without the rows that begin so. */
  private String without(String beginning) {
    String pattern = "(?m)^  \\Q" + beginning.replace("\n", "\\E\n\\Q") + "\\E\n(?:    .*\n)*";
    String less = exported.replaceAll(pattern, "");
    assertThat(less).isNotEqualTo(exported);
    return less;
  }

  private static void customer(String key, String plan) throws Exception {
    HttpResponse<String> put =
        send(
            test("/v1/customers/" + key)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"plan\":\"" + plan + "\"}")));
    assertThat(put.statusCode()).isIn(200, 201);
  }

  private static String balance(String customer) throws Exception {
    return send(test("/v1/customers/" + customer + "/wallet")).body();
  }

  private static HttpResponse<String> authorize(String customer) throws Exception {
    return send(
        test("/v1/authorizations")
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    "{\"customer\":\"%s\",\"feature\":\"user_chat\"}".formatted(customer))));
  }

  private static HttpResponse<String> read(String type) throws Exception {
    return send(test("/v1/catalog").header("Accept", type));
  }

  private static HttpResponse<String> apply(
      String query, String document, String type, @Nullable String ifMatch) throws Exception {
    var request =
        test("/v1/catalog" + query)
            .header("Content-Type", type)
            .header("Accept", "application/json")
            .PUT(BodyPublishers.ofString(document));
    return send(ifMatch == null ? request : request.header("If-Match", ifMatch));
  }

  private static HttpResponse<String> status(String provider, String body, @Nullable String ifMatch)
      throws Exception {
    HttpRequest.Builder request =
        test("/v1/providers/" + provider)
            .header("Content-Type", "application/json")
            .method("PATCH", BodyPublishers.ofString(body));
    return send(ifMatch == null ? request : request.header("If-Match", ifMatch));
  }

  private static String etag(HttpResponse<String> answer) {
    return answer.headers().firstValue("ETag").orElseThrow();
  }

  private static HttpRequest.Builder test(String path) {
    return request(path).header("Authorization", "Bearer " + Deployed.TEST_ADMIN_KEY);
  }
}

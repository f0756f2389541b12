package dev.saldo.out.postgres.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.saldo.application.catalog.StarterCatalog;
import dev.saldo.domain.Key;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.catalog.CatalogSettings;
import dev.saldo.domain.matrix.FeatureMatrix;
import dev.saldo.domain.matrix.Group;
import dev.saldo.domain.matrix.MatrixOverride;
import dev.saldo.domain.matrix.Origin;
import dev.saldo.domain.matrix.OverrideEffect;
import dev.saldo.domain.matrix.OverrideSubject;
import dev.saldo.domain.matrix.OverrideTarget;
import dev.saldo.domain.matrix.SignOff;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The stored form of overrides and settings, and documents from before there were any. */
class StoredOverridesTest {
  private static final Instant FROM = Instant.parse("2025-11-24T03:00:00Z");

  @Test
  void readsOverridesAndSettingsBack() throws Exception {
    CatalogDocument document = withOverrides();
    String json = CatalogCodec.write(document);

    assertThat(CatalogCodec.read(json)).isEqualTo(document);
    assertThat(new JsonMapper().readTree(json).path("matrix").path("overrides").get(0).toString())
        .isEqualTo(
            """
            {"effect":{"kind":"add","daily_calls":10,"model":"anthropic/claude-sonnet-5-5",\
            "role":"generation","weight":"0.8"},"effective_from":"2025-11-24T03:00:00Z",\
            "effective_to":"2025-12-01T03:00:00Z","origin":"promo","reason":"Black Friday",\
            "sign_off":{"created_at":"2025-11-24T03:00:00Z","created_by":"key_one",\
            "decided_by":"key_two","status":"approved"},"slug":"one",\
            "subject":{"group":"beta"},"target":{"feature":"user_chat","plan":"free",\
            "profile":"user","provider":"anthropic"}}\
            """);
  }

  @Test
  void readsSettingsOfBeforeCallsOpenedCustomers() throws Exception {
    String json = CatalogCodec.write(withOverrides());
    ObjectNode stored = (ObjectNode) new JsonMapper().readTree(json);
    assertThat(stored.path("settings").toString())
        .isEqualTo("{\"approval_over_daily_calls\":100,\"auto_create_customers\":\"free\"}");

    ((ObjectNode) stored.path("settings")).remove("auto_create_customers");

    assertThat(CatalogCodec.read(stored.toString()).settings())
        .isEqualTo(new CatalogSettings(Optional.of(100L), Optional.empty()));
  }

  @Test
  void readsADocumentOfBeforeThereWereOverrides() throws Exception {
    CatalogDocument document = StarterCatalog.document(false);
    ObjectNode stored = (ObjectNode) new JsonMapper().readTree(CatalogCodec.write(document));
    stored.remove("settings");
    ((ObjectNode) stored.path("matrix")).remove("overrides");

    assertThat(CatalogCodec.read(stored.toString())).isEqualTo(document);
  }

  private static CatalogDocument withOverrides() {
    CatalogDocument starter = StarterCatalog.document(false);
    FeatureMatrix matrix = starter.matrix();
    ModelId claude = new ModelId("anthropic", "claude-sonnet-5-5");
    return new CatalogDocument(
        2,
        new FeatureMatrix(
            matrix.providers(),
            matrix.features(),
            matrix.roles(),
            matrix.cells(),
            List.of(new Group("beta", false)),
            List.of(
                row(
                    "one",
                    OverrideSubject.ofGroup("beta"),
                    new OverrideEffect.Add(
                        "generation",
                        new BigDecimal("0.8"),
                        claude,
                        Optional.of(10L),
                        Optional.empty())),
                row(
                    "two",
                    OverrideSubject.ofUser(new Key("school"), new Key("ana")),
                    new OverrideEffect.Replace(
                        Optional.of(BigDecimal.ONE),
                        Optional.of(claude),
                        Optional.empty(),
                        Optional.of(5L))),
                row("three", OverrideSubject.ofGroup("beta"), new OverrideEffect.Exclude()))),
        starter.limits(),
        starter.plans(),
        starter.prices(),
        starter.rates(),
        starter.packs(),
        starter.profiles(),
        starter.defaultPlan(),
        new CatalogSettings(Optional.of(100L), Optional.empty()).withAutoCreation("free"));
  }

  private static MatrixOverride row(String slug, OverrideSubject subject, OverrideEffect effect) {
    return new MatrixOverride(
        slug,
        subject,
        new OverrideTarget("user_chat", "anthropic", Optional.of("free"), Optional.of("user")),
        effect,
        Origin.PROMO,
        FROM,
        Optional.of(Instant.parse("2025-12-01T03:00:00Z")),
        "Black Friday",
        new SignOff(FROM, "key_one", Optional.of("key_two"), SignOff.Status.APPROVED));
  }
}

package dev.saldo.out.postgres.catalog;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.limit.LimitBook;
import dev.saldo.domain.limit.LimitRule;
import dev.saldo.domain.matrix.Feature;
import dev.saldo.domain.matrix.FeatureMatrix;
import dev.saldo.domain.matrix.Group;
import dev.saldo.domain.matrix.MatrixCell;
import dev.saldo.domain.matrix.MatrixOverride;
import dev.saldo.domain.matrix.OverrideEffect;
import dev.saldo.domain.matrix.Provider;
import dev.saldo.domain.matrix.RoleAssignment;
import dev.saldo.domain.pricing.CostList;
import dev.saldo.domain.pricing.CostRow;
import dev.saldo.domain.pricing.PriceComponent;
import dev.saldo.domain.pricing.PriceRow;
import dev.saldo.domain.pricing.TokenPricing;
import dev.saldo.out.postgres.Json;
import java.time.Instant;
import java.util.List;

/** The stored form of a catalogue. What was written is read back as an equal document. */
final class CatalogCodec {
  private static final JsonMapper MAPPER =
      Json.mapper()
          .addMixIn(PriceComponent.class, ComponentForm.class)
          .addMixIn(TokenPricing.class, PriceListForm.class)
          .addMixIn(CostList.class, CostListForm.class)
          .addMixIn(OverrideEffect.class, EffectForm.class)
          .addMixIn(FeatureMatrix.class, MatrixForm.class)
          .addMixIn(LimitBook.class, LimitsForm.class)
          .build();

  private CatalogCodec() {}

  static String write(CatalogDocument document) {
    return Json.write(MAPPER, document);
  }

  static CatalogDocument read(String json) {
    ObjectNode document = Json.read(MAPPER, json, ObjectNode.class);
    addMissing(document);
    return Json.read(MAPPER, document, CatalogDocument.class);
  }

  /** Documents have sections that those from before did not have. */
  private static void addMissing(ObjectNode document) {
    document.withObjectProperty("limits").withArrayProperty("rules");
    document.withObjectProperty("matrix").withArrayProperty("overrides");
    document.withObjectProperty("settings");
    document.withObjectProperty("rates").withArrayProperty("rates");
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = PriceComponent.PerCall.class, name = "per_call"),
    @JsonSubTypes.Type(value = PriceComponent.PerTokenBlock.class, name = "per_token_block"),
    @JsonSubTypes.Type(value = PriceComponent.PerTokenClass.class, name = "per_token_class"),
    @JsonSubTypes.Type(value = PriceComponent.PerUnit.class, name = "per_unit")
  })
  private interface ComponentForm {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = OverrideEffect.Add.class, name = "add"),
    @JsonSubTypes.Type(value = OverrideEffect.Replace.class, name = "replace"),
    @JsonSubTypes.Type(value = OverrideEffect.Exclude.class, name = "exclude")
  })
  private interface EffectForm {}

  @JsonAutoDetect(fieldVisibility = Visibility.NONE)
  @SuppressWarnings("UnusedVariable") // parameters of a mix-in are only read by Jackson
  private abstract static class PriceListForm {
    @JsonCreator
    PriceListForm(
        @JsonProperty("version") int version,
        @JsonProperty("effective_from") Instant effectiveFrom,
        @JsonProperty("rows") List<PriceRow> rows) {}

    @JsonProperty("version")
    abstract int version();

    @JsonProperty("effective_from")
    abstract Instant effectiveFrom();

    @JsonProperty("rows")
    abstract List<PriceRow> rows();
  }

  @JsonAutoDetect(fieldVisibility = Visibility.NONE)
  @SuppressWarnings("UnusedVariable") // parameters of a mix-in are only read by Jackson
  private abstract static class CostListForm {
    @JsonCreator
    CostListForm(
        @JsonProperty("version") int version,
        @JsonProperty("effective_from") Instant effectiveFrom,
        @JsonProperty("rows") List<CostRow> rows) {}

    @JsonProperty("version")
    abstract int version();

    @JsonProperty("effective_from")
    abstract Instant effectiveFrom();

    @JsonProperty("rows")
    abstract List<CostRow> rows();
  }

  @JsonAutoDetect(fieldVisibility = Visibility.NONE)
  @SuppressWarnings("UnusedVariable") // parameters of a mix-in are only read by Jackson
  private abstract static class LimitsForm {
    @JsonCreator
    LimitsForm(@JsonProperty("rules") List<LimitRule> rules) {}

    @JsonProperty("rules")
    abstract List<LimitRule> rules();
  }

  @JsonAutoDetect(fieldVisibility = Visibility.NONE)
  @SuppressWarnings("UnusedVariable") // parameters of a mix-in are only read by Jackson
  private abstract static class MatrixForm {
    @JsonCreator
    MatrixForm(
        @JsonProperty("providers") List<Provider> providers,
        @JsonProperty("features") List<Feature> features,
        @JsonProperty("roles") List<RoleAssignment> roles,
        @JsonProperty("cells") List<MatrixCell> cells,
        @JsonProperty("groups") List<Group> groups,
        @JsonProperty("overrides") List<MatrixOverride> overrides) {}

    @JsonProperty("providers")
    abstract List<Provider> providers();

    @JsonProperty("features")
    abstract List<Feature> features();

    @JsonProperty("roles")
    abstract List<RoleAssignment> roles();

    @JsonProperty("cells")
    abstract List<MatrixCell> cells();

    @JsonProperty("groups")
    abstract List<Group> groups();

    @JsonProperty("overrides")
    abstract List<MatrixOverride> overrides();
  }
}

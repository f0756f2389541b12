package dev.saldo.in.rest.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.saldo.domain.Slug;
import dev.saldo.domain.limit.LimitSubject;
import dev.saldo.domain.limit.LimitUnit;
import dev.saldo.domain.limit.WindowKind;
import dev.saldo.domain.matrix.FeatureBilling;
import dev.saldo.domain.matrix.FeatureCategory;
import dev.saldo.domain.matrix.Origin;
import dev.saldo.domain.matrix.ProviderStatus;
import dev.saldo.domain.plan.CycleKind;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.OverrunPolicy;
import dev.saldo.domain.pricing.Rounding;
import dev.saldo.domain.pricing.TokenClass;
import dev.saldo.in.rest.wire.WireText;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The JSON Schema of the document, made of what the OpenAPI document says about it. The latter
 * leaves words open, so that older clients can read newer ones; here they are named.
 */
final class CatalogSchema {
  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
  private static final String ROOT = "Catalog";
  private static final String COMPONENTS = "#/components/schemas/";
  private static final String DEFINITIONS = "#/$defs/";
  private static final JsonMapper JSON = new JsonMapper();

  /** What may stand in a member, by its name, wherever it is. */
  private static final Map<String, List<String>> WORDS =
      Map.ofEntries(
          Map.entry("enforcement", words(Enforcement.values())),
          Map.entry("overrun", words(OverrunPolicy.values())),
          Map.entry("cycle", words(CycleKind.values())),
          Map.entry("origin", words(Origin.values())),
          Map.entry("status", words(ProviderStatus.values())),
          Map.entry("category", words(FeatureCategory.values())),
          Map.entry("billing", words(FeatureBilling.values())),
          Map.entry("rounding", words(Rounding.values())),
          Map.entry("subject", words(LimitSubject.values())),
          Map.entry("unit", words(LimitUnit.values())),
          Map.entry("window", words(WindowKind.values())),
          Map.entry("mode", words(CatalogLimit.Mode.values())),
          Map.entry("kind", CatalogPriceComponent.KINDS));

  private static final Map<String, List<String>> KEYS =
      Map.of("per_million", Arrays.stream(TokenClass.values()).map(TokenClass::code).toList());

  private static final Set<String> SLUGS =
      Set.of(
          "slug",
          "default_plan",
          "auto_create_customers",
          "plan",
          "profile",
          "feature",
          "role",
          "provider",
          "profiles",
          "group");

  private static final Set<String> DECIMALS =
      Set.of(
          "allowance",
          "debt_limit",
          "credits",
          "amount",
          "weight",
          "relative_cost",
          "multiplier",
          "minimum",
          "cap",
          "max_credits",
          "margin_floor",
          "rate",
          "per_million",
          "per_unit",
          "units");

  private final JsonNode components;
  private final Map<String, ObjectNode> definitions = new TreeMap<>();
  private final Deque<String> wanted = new ArrayDeque<>();

  private CatalogSchema(JsonNode components) {
    this.components = components;
  }

  /**
   * The schema as a text.
   *
   * @param openApi the OpenAPI document in YAML
   */
  static String of(InputStream openApi) throws IOException {
    JsonNode document = new YAMLMapper().readTree(openApi);
    return text(new CatalogSchema(document.path("components").path("schemas")).schema());
  }

  private static String text(ObjectNode schema) throws JsonProcessingException {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(schema) + "\n";
  }

  private ObjectNode schema() {
    ObjectNode schema = JSON.createObjectNode().put("$schema", DIALECT).put("title", "Catalogue");
    ObjectNode root = definition(ROOT);
    schema.setAll(root);
    while (!wanted.isEmpty()) {
      String name = wanted.remove();
      if (!definitions.containsKey(name)) {
        definitions.put(name, definition(name));
      }
    }
    schema.set("$defs", JSON.valueToTree(definitions));
    return schema;
  }

  private ObjectNode definition(String name) {
    ObjectNode definition = components.path(name).deepCopy();
    closeAndRefer(definition);
    JsonNode properties = definition.path("properties");
    properties
        .properties()
        .forEach(member -> shape(member.getKey(), (ObjectNode) member.getValue()));
    return definition;
  }

  /** What has members has no others, and what is referred to is defined here. */
  private void closeAndRefer(JsonNode node) {
    if (node instanceof ObjectNode object) {
      if (object.has("properties")) {
        object.put("additionalProperties", false);
      }
      String reference = object.path("$ref").asText();
      if (reference.startsWith(COMPONENTS)) {
        String name = reference.substring(COMPONENTS.length());
        wanted.add(name);
        object.put("$ref", DEFINITIONS + name);
      }
    }
    node.forEach(this::closeAndRefer);
  }

  private static void shape(String name, ObjectNode member) {
    if (member.path("readOnly").asBoolean()) {
      return; // Shown, and passed over when it is given: not a choice.
    }
    List<String> words = WORDS.get(name);
    if (words != null) {
      member.set("enum", JSON.valueToTree(words));
      return;
    }
    List<String> keys = KEYS.get(name);
    if (keys != null) {
      member.set("propertyNames", JSON.createObjectNode().set("enum", JSON.valueToTree(keys)));
    }
    shapeText(name, member);
    if (member.get("additionalProperties") instanceof ObjectNode values) {
      shapeText(name, values);
    }
    if (member.get("items") instanceof ObjectNode items) {
      shapeText(name, items);
    }
  }

  /** YAML takes plain numbers for text, as they are written: {@code allowance: 100}. */
  private static void shapeText(String name, ObjectNode text) {
    if (!text.path("type").asText().equals("string") || text.has("format")) {
      return;
    }
    text.set("type", JSON.createArrayNode().add("string").add("number"));
    if (SLUGS.contains(name)) {
      text.put("pattern", "^" + Slug.PATTERN + "$");
    }
    if (DECIMALS.contains(name)) {
      text.put("pattern", "^[0-9]+(\\.[0-9]{1,6})?$").put("minimum", 0);
    }
  }

  private static List<String> words(Enum<?>[] constants) {
    return Arrays.stream(constants).map(WireText::word).toList();
  }
}

package dev.saldo.in.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Judges the document that the build made from the resources. */
class OpenApiDocumentTest {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

  /** Operations that need such a scope and change nothing, and why they do. */
  private static final Map<String, String> ASKING =
      Map.of(
          "previewOverride", "it shows what an override would do, to whoever may make one",
          "runSelfAudit", "it looks at everything and changes nothing");

  private static JsonNode document = new YAMLMapper().missingNode();

  @BeforeAll
  static void readDocument() throws IOException {
    document = new YAMLMapper().readTree(Path.of("target/generated/openapi.yaml").toFile());
  }

  @Test
  void isOpenApi31() {
    assertThat(document.path("openapi").asText()).startsWith("3.1.");
  }

  @Test
  void givesEveryOperationANameOfItsOwn() {
    List<String> names = new ArrayList<>();
    operations().forEach((place, operation) -> names.add(operation.path("operationId").asText()));

    assertThat(names).isNotEmpty().doesNotHaveDuplicates();
    assertThat(names).allMatch(name -> name.matches("[a-z]+[A-Z][A-Za-z]*"));
  }

  @Test
  void describesEveryOperation() {
    operations()
        .forEach(
            (place, operation) -> {
              assertThat(operation.path("summary").asText()).as(place).isNotBlank();
              assertThat(operation.path("tags")).as(place).isNotEmpty();
              operation
                  .path("responses")
                  .forEach(
                      response ->
                          assertThat(response.path("description").asText()).as(place).isNotBlank());
            });
  }

  @Test
  void namesNoSchemaByANumber() {
    List<String> names = new ArrayList<>();
    document.path("components").path("schemas").fieldNames().forEachRemaining(names::add);

    assertThat(names).isNotEmpty().noneMatch(name -> name.matches(".*[0-9]"));
  }

  @Test
  void givesTheParametersOfAPathInItsOrder() {
    operations()
        .forEach(
            (place, operation) -> {
              List<Integer> places = new ArrayList<>();
              operation
                  .path("parameters")
                  .forEach(
                      parameter -> {
                        if (parameter.path("in").asText().equals("path")) {
                          places.add(place.indexOf("{" + parameter.path("name").asText() + "}"));
                        }
                      });
              assertThat(places).as(place).isSorted();
            });
  }

  @Test
  void saysWhatEachFailureLooksLike() {
    operations()
        .forEach(
            (place, operation) ->
                operation
                    .path("responses")
                    .properties()
                    .forEach(
                        response -> {
                          if (response.getKey().charAt(0) >= '4') {
                            assertThat(
                                    response
                                        .getValue()
                                        .path("content")
                                        .path("application/problem+json")
                                        .path("schema")
                                        .has("$ref"))
                                .as(place + " " + response.getKey())
                                .isTrue();
                          }
                        }));
  }

  /** What needs the scope admin or catalog, and does not only read, changes something. */
  @Test
  void takesAReasonForEveryAdministrativeChange() throws Exception {
    Map<String, Set<String>> scopes = OperationScopes.find();
    List<String> told = new ArrayList<>();
    operations()
        .forEach(
            (place, operation) -> {
              Set<String> needed = scopes.get(operation.path("operationId").asText());
              assertThat(needed).as(place).isNotNull();
              boolean administers =
                  !place.startsWith("get ")
                      && !ASKING.containsKey(operation.path("operationId").asText())
                      && (needed.contains("admin") || needed.contains("catalog"));
              boolean takesReason =
                  operation
                      .path("parameters")
                      .toString()
                      .contains("#/components/parameters/Saldo-Reason");
              assertThat(takesReason).as(place).isEqualTo(administers);
              if (takesReason) {
                told.add(place);
              }
            });
    assertThat(scopes).containsKeys(ASKING.keySet().toArray(String[]::new));
    assertThat(told)
        .contains(
            "put /v1/catalog",
            "put /v1/providers/{slug}",
            "post /v1/test-clock",
            "put /v1/customers/{key}",
            "post /v1/customers/{key}/plan-changes",
            "delete /v1/customers/{key}/plan-changes/scheduled");
  }

  private static Map<String, JsonNode> operations() {
    Map<String, JsonNode> operations = new TreeMap<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        method -> {
                          if (METHODS.contains(method.getKey())) {
                            operations.put(
                                method.getKey() + " " + path.getKey(), method.getValue());
                          }
                        }));
    return operations;
  }
}

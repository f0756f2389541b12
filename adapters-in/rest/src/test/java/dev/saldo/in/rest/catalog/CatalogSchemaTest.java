package dev.saldo.in.rest.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import dev.saldo.application.catalog.StarterCatalog;
import dev.saldo.in.rest.wire.StrictJson;
import dev.saldo.in.rest.wire.StrictYaml;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema that is made of the OpenAPI document, judged by a validator that is not ours. */
class CatalogSchemaTest {
  private static final Path EXAMPLES = Path.of("../../docs/examples");
  private static final Path PUBLISHED = Path.of("../../docs/catalog.schema.json");

  /** {@code -Dsaldo.schema=write} writes the published file anew. */
  private static final boolean WRITES = "write".equals(System.getProperty("saldo.schema"));

  private static String text = "";
  private static Schema schema;

  @BeforeAll
  static void makeSchema() throws IOException {
    try (InputStream openApi = Files.newInputStream(Path.of("target/generated/openapi.yaml"))) {
      text = CatalogSchema.of(openApi);
    }
    schema =
        SchemaRegistry.withDialect(Dialects.getDraft202012())
            .getSchema(new JsonMapper().readTree(text));
  }

  @Test
  void isPublishedBesideTheGuide() throws IOException {
    if (WRITES) {
      Files.writeString(PUBLISHED, text);
    }

    assertThat(PUBLISHED)
        .describedAs("after a change of the document: mvn test -Dsaldo.schema=write")
        .hasContent(text);
  }

  static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void acceptsTheExamples(Path example) throws IOException {
    String yaml = Files.readString(example);

    assertThat(faults(yaml)).isEmpty();
    assertThat(yaml).startsWith("# yaml-language-server: $schema=../catalog.schema.json\n");
  }

  @Test
  void acceptsWhatIsExported() throws IOException {
    CatalogBody starter = CatalogBody.from(StarterCatalog.document(false));

    for (ObjectMapper format : List.of(StrictJson.MAPPER, StrictYaml.MAPPER)) {
      assertThat(faults(format.writeValueAsString(starter))).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          default_plan: prepaid | defalt_plan: prepaid | required
          profiles: [user] | profiles: [] | minItems
          category: chat | category: talk | enum
          allowance: 0 | alowance: 0 | additionalProperties
          tokens: 1000 | tokens: many | type
          kind: per_token_block | kind: per_page | enum
          output: 0.60 | outptu: 0.60 | propertyNames
          plan: prepaid, | plan: Pre paid, | pattern
          slug: diagnosis | slug: Diagnosis | pattern
          allowance: 0 | allowance: -1 | minimum
          credits: 800 | credits: lots | pattern
          rounding: up_to_micro | rounding: down | enum
          currency: BRL | currency: REAIS | maxLength
          input_tokens: 120 | input_tokens: -1 | minimum
          profile: user, feature | feature | required
          """)
  void refusesKnownFaults(String right, String wrong, String rule) throws IOException {
    String example = Files.readString(EXAMPLES.resolve("pay-per-know.yaml"));
    assertThat(example).contains(right);

    assertThat(faults(example.replaceFirst(Pattern.quote(right), wrong))).contains(rule);
  }

  @Test
  void definesWhatItRefersToAndNothingElse() throws IOException {
    JsonNode made = new JsonMapper().readTree(text);

    assertThat(made.findValuesAsText("$ref"))
        .isNotEmpty()
        .allMatch(reference -> made.path("$defs").has(reference.replaceFirst("^#/\\$defs/", "")));
    made.path("$defs")
        .fieldNames()
        .forEachRemaining(name -> assertThat(text).contains("#/$defs/" + name + "\""));
  }

  /** The rules that a document breaks. */
  private static List<String> faults(String document) throws IOException {
    return schema.validate(new YAMLMapper().readTree(document)).stream()
        .map(fault -> fault.getKeyword())
        .toList();
  }
}

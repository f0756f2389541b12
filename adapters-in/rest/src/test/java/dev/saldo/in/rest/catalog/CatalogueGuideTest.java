package dev.saldo.in.rest.catalog;

import static dev.saldo.application.wallet.CallSample.call;
import static dev.saldo.in.rest.catalog.GuideCatalog.BASE;
import static dev.saldo.in.rest.catalog.GuideCatalog.PRICES;
import static dev.saldo.in.rest.catalog.GuidePage.codes;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.saldo.application.InMemorySaldo;
import dev.saldo.domain.catalog.CatalogWarning;
import dev.saldo.domain.wallet.RefusalCode;
import dev.saldo.in.rest.wire.WireText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The tables of the guide to catalogues name what there is. Its commands are run by {@code
 * build/check-readme}.
 */
class CatalogueGuideTest {
  private static final GuidePage PAGE = GuidePage.of("catalogue.md");

  /** What an export shows of an override and no document decides. */
  private static final Set<String> SHOWN_ONLY =
      Set.of("status", "created_at", "created_by", "approved_by", "rejected_by");

  @Test
  void knowsEveryBlockAndTable() {
    assertThat(PAGE.tables())
        .extracting(table -> table.header().getFirst())
        .containsExactly("address", "code", "section");
    assertThat(PAGE.text().lines().filter(line -> line.startsWith("```")))
        .as("commands, which a script runs, and what they print")
        .containsOnly("```sh", "```");
  }

  static List<List<String>> sections() {
    return PAGE.table("section").rows();
  }

  @ParameterizedTest
  @MethodSource("sections")
  void namesTheMembersOfARow(List<String> row) throws IOException {
    JsonNode schema = schema();
    Set<String> members = new TreeSet<>();
    for (String section : codes(row.getFirst())) {
      JsonNode property = schema.path("properties").path(section);
      assertThat(property.isMissingNode()).as(section).isFalse();
      members.addAll(members(schema, property));
    }

    assertThat(codes(row.get(1))).containsExactlyInAnyOrderElementsOf(members);
  }

  @Test
  void namesEverySection() throws IOException {
    List<String> sections = new ArrayList<>();
    schema().path("properties").fieldNames().forEachRemaining(sections::add);

    assertThat(sections().stream().flatMap(row -> codes(row.getFirst()).stream()))
        .containsExactlyInAnyOrderElementsOf(sections);
  }

  static List<List<String>> warnings() {
    return PAGE.table("code").rows();
  }

  @ParameterizedTest
  @MethodSource("warnings")
  void warnsOfWhatWillHappen(List<String> row) {
    assertThat(warnings()).hasSameSizeAs(CatalogWarning.Kind.values());
    String code = codes(row.getFirst()).getFirst();
    String catalog =
        switch (code) {
          case "price_missing" ->
              BASE + "prices: [{effective_from: 2020-01-01T00:00:00Z, rows: []}]\n";
          case "price_incomplete" ->
              BASE.replace("category: chat}", "category: chat, typical: {units: {page: 1}}}")
                  + PRICES;
          case "cost_missing" -> BASE + PRICES;
          default -> throw new AssertionError("no check knows: " + row);
        };

    assertThat(CatalogWarning.of(GuideCatalog.read(catalog)))
        .extracting(warning -> WireText.word(warning.kind()))
        .contains(code);
    if (code.equals("price_missing")) {
      InMemorySaldo saldo = GuideCatalog.saldo(catalog);
      saldo.customer("school-42", "free");
      assertThat(
              RefusalCode.of(saldo.refused(call("chat").tokens(1, 0).request()).refused().reason()))
          .isEqualTo(code);
    }
  }

  static List<List<String>> addresses() {
    return PAGE.table("address").rows();
  }

  @ParameterizedTest
  @MethodSource("addresses")
  void namesAddressesThatThereAre(List<String> row) throws IOException {
    Set<String> paths = paths();
    for (String address : codes(row.getFirst())) {
      assertThat(paths).contains(address);
      codes(row.get(1)).stream()
          .filter(key -> key.startsWith("{"))
          .forEach(key -> assertThat(paths).contains(unnamed(address + "/" + key)));
    }
  }

  private static Set<String> paths() throws IOException {
    Set<String> paths = new TreeSet<>();
    new YAMLMapper()
        .readTree(Path.of("target/generated/openapi.yaml").toFile())
        .path("paths")
        .fieldNames()
        .forEachRemaining(path -> paths.add(unnamed(path)));
    return paths;
  }

  private static String unnamed(String path) {
    return path.replaceAll("\\{[^}]*}", "{}");
  }

  private static JsonNode schema() throws IOException {
    return new JsonMapper().readTree(Path.of("../../docs/catalog.schema.json").toFile());
  }

  /** The members of the rows of a section; of a list of lists its own and those of its rows. */
  private static Set<String> members(JsonNode schema, JsonNode section) {
    Set<String> members = new TreeSet<>();
    JsonNode type = section.path("type").asText().equals("array") ? section.path("items") : section;
    String name = type.path("$ref").asText();
    JsonNode row = schema.path("$defs").path(name.substring(name.lastIndexOf('/') + 1));
    for (Iterator<String> each = row.path("properties").fieldNames(); each.hasNext(); ) {
      String member = each.next();
      members.add(member);
      if (member.equals("rows")) {
        members.addAll(members(schema, row.path("properties").path(member)));
      }
    }
    members.removeAll(name.endsWith("/MatrixOverride") ? SHOWN_ONLY : Set.of());
    return members;
  }
}

package dev.saldo.in.rest.catalog;

import static dev.saldo.application.wallet.CallSample.call;
import static dev.saldo.in.rest.catalog.GuidePage.codes;
import static dev.saldo.in.rest.catalog.GuidePage.number;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.application.InMemorySaldo;
import dev.saldo.application.wallet.QuoteUsage;
import dev.saldo.domain.Credits;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.matrix.MatrixCell;
import dev.saldo.domain.matrix.RoleAssignment;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.domain.wallet.AuthorizeOutcome.Held;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What home-made tables become is in the examples, or is a word of the API, and the numbers are
 * those of the examples.
 */
class MigratingGuideTest {
  private static final GuidePage PAGE = GuidePage.of("migrating.md");
  private static final Pattern EXAMPLE = Pattern.compile("\\(examples/([a-z-]+)\\.yaml\\)");

  @Test
  void hasATableForEachExample() throws IOException {
    assertThat(PAGE.blocks("[a-z]*")).isEmpty();
    assertThat(PAGE.tables()).extracting(GuidePage.Table::title).containsOnly("home-made | here");
    try (Stream<Path> files = Files.list(Path.of("../../docs/examples"))) {
      assertThat(examples())
          .hasSameSizeAs(PAGE.tables())
          .containsExactlyInAnyOrderElementsOf(
              files.map(file -> file.getFileName().toString().replace(".yaml", "")).toList());
    }
  }

  /** A row, with the name of the example that its table is about. */
  record Row(String example, String homeMade, String here) {}

  static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < examples().size(); i++) {
      for (List<String> cells : PAGE.tables().get(i).rows()) {
        rows.add(new Row(examples().get(i), cells.getFirst(), cells.getLast()));
      }
    }
    return rows;
  }

  @ParameterizedTest
  @MethodSource("rows")
  void namesWhatThereIs(Row row) throws IOException {
    String example = GuideCatalog.example(row.example());
    String api = Files.readString(Path.of("target/generated/openapi.yaml"));
    for (String code : codes(row.here())) {
      String word = code.replaceFirst("^(GET|POST|PUT) ", "");
      assertThat(Set.of(example, api))
          .as("%s in the example or in the API", word)
          .anyMatch(
              text ->
                  Pattern.compile("\\b" + Pattern.quote(named(word)) + "(?!\\w)")
                      .matcher(text)
                      .find());
    }
  }

  /** A member with its value is looked for as the API names the member, when no example has it. */
  private static String named(String word) {
    return word.equals("source: purchase") ? "purchase" : word.replaceFirst("^/", "");
  }

  @Test
  void chargesEnginesByTheirWeight() {
    List<String> weights = PAGE.says("Engines that weigh ([0-9]+), ([0-9]+) and ([0-9]+) credits");
    List<String> engines = List.of("light/standard", "middle/standard", "premium/large");
    for (int i = 0; i < engines.size(); i++) {
      assertThat(quote("school-platform", "content", engines.get(i), 5_000))
          .isEqualTo(Credits.parse(weights.get(i)));
    }
  }

  @Test
  void chargesBlocksAndMessages() {
    List<String> block = PAGE.says("([0-9,]+) tokens cost ([0-9]+) \\|");
    List<String> chat = PAGE.says("([0-9]+) tokens cost ([0-9.]+), ([0-9]+) cost ([0-9.]+) \\|");

    assertThat(quote("pay-per-know", "diagnosis", "openai/gpt-4o-mini", number(block.getFirst())))
        .isEqualTo(Credits.parse(block.getLast()));
    for (int i = 0; i < 4; i += 2) {
      assertThat(quote("pay-per-know", "chat_message", "openai/gpt-4o-mini", number(chat.get(i))))
          .isEqualTo(Credits.parse(chat.get(i + 1)));
    }
  }

  @Test
  void chargesATurn() {
    String allowance = PAGE.says("each account, ([0-9]+) by default").getFirst();
    String turn = PAGE.says("`per_call` with ([0-9]+) credit").getFirst();
    CatalogDocument assistant = GuideCatalog.read(GuideCatalog.example("assistant"));

    assertThat(PAGE.text()).contains("`default_plan` with `allowance: " + allowance + "`");
    assertThat(assistant.plan(assistant.defaultPlan()).orElseThrow().terms().allowance())
        .isEqualTo(Credits.parse(allowance));
    assertThat(assistant.plan("sem_limite").orElseThrow().terms().enforcement())
        .isEqualTo(Enforcement.UNLIMITED);
    assertThat(quote("assistant", "conversation_turn", "openai/gpt-4o-mini", 9_000))
        .isEqualTo(Credits.parse(turn));
    assertThat(quote("assistant", "tool_call", "openai/gpt-4o-mini", 9_000))
        .isEqualTo(Credits.ZERO);
  }

  @Test
  void holdsTheUpperBoundAndChargesWhatWasUsed() {
    List<String> said =
        PAGE.says("an analysis holds ([0-9]+), and ([0-9,]+) tokens are charged ([0-9]+)");
    InMemorySaldo saldo = GuideCatalog.saldo(GuideCatalog.example("debit-map"));
    saldo.customer("school-42", "monthly");

    Held held = saldo.held(call("analysis").request());
    assertThat(held.hold().covered()).isEqualTo(Credits.parse(said.getFirst()));
    saldo.settle(held.id(), TokenUsage.ofTokens(number(said.get(1)), 0));
    assertThat(saldo.standing("school-42").available())
        .isEqualTo(Credits.of(500 - number(said.getLast())));
  }

  @Test
  void configuresRolesAndLimits() {
    CatalogDocument core = GuideCatalog.read(GuideCatalog.example("configuration-core"));
    List<String> weights = PAGE.says("openai ([0-9.]+), anthropic ([0-9.]+), gemini ([0-9.]+)");
    List<String> limits =
        PAGE.says(
            "free ([0-9]+) / ([0-9]+), professional ([0-9]+) / ([0-9]+), premium ([0-9]+) /"
                + " ([0-9,]+) a provider");
    List<String> providers = List.of("openai", "anthropic", "gemini");
    List<String> plans = List.of("free", "professional", "premium");
    for (int i = 0; i < 3; i++) {
      assertThat(weights(core, providers.get(i))).containsExactly(weights.get(i));
      assertThat(limits(core, plans.get(i)))
          .containsExactly("%s / %s".formatted(limits.get(2 * i), limits.get(2 * i + 1)));
    }
  }

  /** The weights of a provider outside the votes on reports. */
  private static Set<String> weights(CatalogDocument core, String provider) {
    return core.matrix().roles().stream()
        .filter(role -> role.provider().equals(provider))
        .filter(role -> !Set.of("voting", "consensus").contains(role.role()))
        .map(RoleAssignment::weight)
        .map(weight -> weight.setScale(1).toPlainString())
        .collect(Collectors.toSet());
  }

  /** The limits of users and professionals on a plan. */
  private static Set<String> limits(CatalogDocument core, String plan) {
    return core.matrix().cells().stream()
        .filter(cell -> cell.plan().equals(plan) && !cell.profile().equals("admin"))
        .map(MigratingGuideTest::limits)
        .collect(Collectors.toSet());
  }

  private static String limits(MatrixCell cell) {
    return String.format(
        Locale.ROOT,
        "%,d / %,d",
        cell.dailyCalls().orElseThrow(),
        cell.monthlyCalls().orElseThrow());
  }

  private static List<String> examples() {
    return EXAMPLE.matcher(PAGE.text()).results().map(found -> found.group(1)).toList();
  }

  private static Credits quote(String example, String feature, String model, long tokens) {
    InMemorySaldo saldo = GuideCatalog.saldo(GuideCatalog.example(example));
    QuoteUsage quote = new QuoteUsage(saldo.customers, saldo.catalog, saldo.clock);
    QuoteUsage.Request asked =
        new QuoteUsage.Request(
            Optional.empty(),
            Optional.empty(),
            feature,
            Optional.of(ModelId.parse(model)),
            TokenUsage.ofTokens(tokens, 0));
    return ((QuoteUsage.Result.Quoted) quote.quote(saldo.caller, asked)).rating().credits();
  }
}

package dev.saldo.in.rest.catalog;

import static dev.saldo.application.wallet.CallSample.call;
import static dev.saldo.in.rest.catalog.GuideCatalog.BASE;
import static dev.saldo.in.rest.catalog.GuideCatalog.PRICES;
import static dev.saldo.in.rest.catalog.GuidePage.number;
import static dev.saldo.in.rest.catalog.GuidePage.parts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.application.InMemorySaldo;
import dev.saldo.application.wallet.CallRequest;
import dev.saldo.application.wallet.QuoteUsage;
import dev.saldo.domain.Credits;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.pricing.TokenClass;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.domain.wallet.AuthorizeOutcome.MarginBelowFloor;
import dev.saldo.domain.wallet.RefusalCode;
import dev.saldo.in.rest.catalog.GuidePage.Table;
import dev.saldo.in.rest.problem.ProblemException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the guide to pricing and matrix shows is so: its blocks are applied, its tables computed. A
 * block or a table that is not known here fails, and so does a row that no check knows; overrides
 * and the starter catalogue are in {@link MatrixGuideTest}, limits in {@link LimitsGuideTest}.
 */
class PricingGuideTest {
  static final GuidePage PAGE = GuidePage.of("pricing-and-matrix.md");

  private static final String MINI = "openai/gpt-4o-mini";

  @Test
  void knowsEveryBlockAndTable() {
    assertThat(PAGE.blocks("[a-z]*")).isEqualTo(PAGE.blocks("yaml"));
    assertThat(PAGE.blocks("yaml"))
        .extracting(block -> block.lines().findFirst().orElseThrow())
        .containsExactly("exchange_rates:", "limits:");
    assertThat(PAGE.tables())
        .extracting(Table::title)
        .containsExactly(
            "component | charges | example",
            "usage | price | credits",
            "effect | what it does",
            "professional plan, group `black_friday_2025`, feature `user_chat` | candidates",
            "member | says",
            "plan | allowance a month | profiles `user`, `professional` | calls a day / month");
  }

  // Prices

  static List<List<String>> components() {
    return PAGE.table("component").rows();
  }

  @ParameterizedTest
  @MethodSource("components")
  void chargesByComponent(List<String> row) {
    String example = row.getLast();
    switch (row.getFirst()) {
      case "per call" -> {
        String each = parts(example, "([0-9.]+) credit a .*").getFirst();
        String price = priced("{kind: per_call, credits: %s}".formatted(each), "");
        assertThat(cost(price, calls(1, 900))).isEqualTo(Credits.parse(each));
        assertThat(cost(price, calls(3, 900))).isEqualTo(Credits.of(3));
      }
      case "per token block" -> {
        List<String> said = parts(example, "([0-9.]+) credit per ([0-9,]+) tokens");
        String price = blocks(said.getFirst(), number(said.getLast()));
        assertThat(cost(price, TokenUsage.ofTokens(600, 400))).isEqualTo(Credits.of(1));
        assertThat(cost(price, TokenUsage.ofTokens(600, 401))).isEqualTo(Credits.of(2));
      }
      case "per token class" -> {
        List<String> said = parts(example, "([0-9.]+) credits per ([0-9,]+) tokens, exactly");
        String price = exactly(said.getFirst(), number(said.getLast()));
        assertThat(cost(price, TokenUsage.ofTokens(1, 0))).isEqualTo(Credits.parse("0.0025"));
        for (TokenClass kind : TokenClass.values()) {
          TokenUsage thousand = new TokenUsage(1, Map.of(kind, 1_000L), Map.of());
          assertThat(cost(price, thousand)).as("%s", kind).isEqualTo(Credits.parse("2.5"));
        }
      }
      case "per unit" -> {
        List<String> said = parts(example, "([0-9]+) a ([a-z]+)");
        String price =
            priced("{kind: per_unit, units: {%s: %s}}".formatted(said.get(1), said.get(0)), "");
        TokenUsage used = new TokenUsage(1, Map.of(), Map.of(said.getLast(), 3L, "report", 2L));
        assertThat(cost(price, used)).isEqualTo(Credits.of(3 * number(said.getFirst())));
      }
      default -> throw new AssertionError("no check knows: " + row);
    }
  }

  static List<List<String>> usages() {
    return PAGE.table("usage").rows();
  }

  @ParameterizedTest
  @MethodSource("usages")
  void costsWhatTheTableSays(List<String> row) {
    List<String> usages = List.of(row.getFirst().replace(" tokens", "").split(" / "));
    List<String> credits = List.of(row.getLast().split(" / "));
    assertThat(usages).hasSameSizeAs(credits);
    for (int i = 0; i < usages.size(); i++) {
      TokenUsage used = calls(1, number(usages.get(i).replace("1 call and ", "")));
      assertThat(cost(price(row.get(1)), used))
          .as("%s", row)
          .isEqualTo(Credits.parse(credits.get(i)));
    }
  }

  /** A price as the table writes it, as a section of a catalogue. */
  private static String price(String words) {
    if (words.contains("started")) {
      List<String> said = parts(words, "([0-9.]+) per started ([0-9,]+)");
      return blocks(said.getFirst(), number(said.getLast()));
    }
    if (words.endsWith(", exact")) {
      List<String> said = parts(words, "([0-9.]+) per ([0-9,]+), exact");
      return exactly(said.getFirst(), number(said.getLast()));
    }
    List<String> said =
        parts(
            words,
            "\\(([0-9.]+) a call \\+ ([0-9.]+) per ([0-9,]+) exact\\) × ([0-9.]+), minimum"
                + " ([0-9.]+)");
    String call = "{kind: per_call, credits: %s}, ".formatted(said.getFirst());
    return priced(
        call + perToken(said.get(1), number(said.get(2))),
        "multiplier: %s, minimum: %s, rounding: up_to_micro".formatted(said.get(3), said.get(4)));
  }

  @Test
  void prefersTheMoreSpecificRowInTheOrderOfTheText() {
    List<String> order =
        List.of(PAGE.says("the most specific wins: ([^.]*)\\.").getFirst().split(", "));
    Map<String, String> names =
        Map.of("plan", "plan: free", "feature", "feature: chat", "model", "model: " + MINI);
    List<String> rows = new ArrayList<>();
    for (String combination : order) {
      String members =
          Arrays.stream(combination.split(" \\+ "))
              .filter(name -> !name.equals("default"))
              .map(name -> names.get(name) + ", ")
              .collect(Collectors.joining());
      rows.add("{%scomponents: [{kind: per_call, credits: %d}]}".formatted(members, rows.size()));
    }

    assertThat(rows).hasSize(8);
    for (int first = 0; first < rows.size(); first++) {
      String left = String.join(", ", rows.subList(first, rows.size()));
      assertThat(cost("prices: [{rows: [%s]}]\n".formatted(left), calls(1, 1)))
          .as(order.get(first))
          .isEqualTo(Credits.of(first));
    }
  }

  // Cost and margin

  @Test
  void costsUsWhatTheTextSays() {
    List<String> said =
        PAGE.says(
            "([0-9,]+) input and ([0-9,]+) output tokens of gpt-4o-mini at US\\$ ([0-9.]+) and"
                + " ([0-9.]+) per million are US\\$ ([0-9.]+)\\.\\R");
    String costs = costs(said.get(2), said.get(3));
    CatalogDocument document = GuideCatalog.read(BASE + PRICES + costs);

    assertThat(
            document
                .prices()
                .costsAt(Instant.parse("2026-11-01T00:00:00Z"))
                .orElseThrow()
                .cost(
                    ModelId.parse(MINI),
                    TokenUsage.ofTokens(number(said.get(0)), number(said.get(1))))
                .orElseThrow()
                .plainAmount())
        .isEqualTo(said.getLast());
  }

  /** 10,000 tokens are 10 credits, and cost US$ 0.70 when a million costs 70. */
  @Test
  void offersAModelWhoseMarginIsTheFloorAndNoneBelow() {
    List<String> said =
        PAGE.says(
            "([0-9]+) credits at R\\$ ([0-9.]+) bring R\\$ ([0-9]+); at US\\$ ([0-9.]+) and an"
                + " exchange rate of ([0-9]+) they cost R\\$ ([0-9.]+), and ([0-9.]+) is left\\."
                + " With a floor of ([0-9.]+) the model is offered");
    BigDecimal revenue = new BigDecimal(said.get(0)).multiply(new BigDecimal(said.get(1)));
    BigDecimal spent = new BigDecimal(said.get(3)).multiply(new BigDecimal(said.get(4)));
    assertThat(revenue).isEqualByComparingTo(said.get(2));
    assertThat(spent).isEqualByComparingTo(said.get(5));
    assertThat(revenue.subtract(spent).divide(revenue)).isEqualByComparingTo(said.get(6));
    String million = new BigDecimal(said.get(3)).movePointRight(2).toPlainString();
    String rates = PAGE.blocks("yaml").getFirst();
    assertThat(rates).contains("rate: " + said.get(4));
    CallRequest asked = call("chat").tokens(number(said.getFirst()) * 1_000, 0).request();

    InMemorySaldo atFloor = margin(said.get(1), said.get(7), rates + costs(million, million));
    assertThat(atFloor.held(asked).hold().covered()).isEqualTo(Credits.parse(said.getFirst()));

    InMemorySaldo above =
        margin(said.get(1), said.get(7) + "0001", rates + costs(million, million));
    MarginBelowFloor low = (MarginBelowFloor) above.refused(asked).refused().reason();
    assertThat(RefusalCode.of(low)).isEqualTo("margin_below_floor");
    assertThat(PAGE.text()).contains("refused with `margin_below_floor`");
    assertThat(low.margin().revenue()).isEqualByComparingTo(said.get(2));
    assertThat(low.margin().cost().orElseThrow()).isEqualByComparingTo(said.get(5));
    above.held(call("chat").credits("10").request());
  }

  @Test
  void triesTheNextCandidateAndRefusesWhatNobodyCanWorkOut() {
    String rates = PAGE.blocks("yaml").getFirst();
    String cheap = cost("anthropic/claude-sonnet-5-5", "1", "1");
    String second =
        "  - {plan: free, profile: user, feature: chat, model: anthropic/claude-sonnet-5-5}\n";
    CallRequest asked = call("chat").tokens(10_000, 0).request();

    InMemorySaldo both =
        inMargin(
            BASE + second, "0.50", "0.31", rates + costs(cost(MINI, "70", "70") + ", " + cheap));
    assertThat(both.held(asked).hold().route().model()).hasToString("anthropic/claude-sonnet-5-5");
    InMemorySaldo unknown = inMargin(BASE, "0.50", "0.31", rates + costs(""));
    assertThat(RefusalCode.of(unknown.refused(asked).refused().reason()))
        .isEqualTo("margin_below_floor");
    assertThatThrownBy(() -> margin("0.50", "0.3", costs("70", "70")))
        .as("floor and costs in different currencies, without a rate")
        .isInstanceOf(ProblemException.class);
  }

  private static InMemorySaldo margin(String creditValue, String floor, String sections) {
    return inMargin(BASE, creditValue, floor, sections);
  }

  private static InMemorySaldo inMargin(
      String base, String creditValue, String floor, String sections) {
    String plan =
        "slug: free, allowance: 1000000, credit_value: {amount: %s, currency: BRL}, margin_floor: %s"
            .formatted(creditValue, floor);
    InMemorySaldo saldo =
        GuideCatalog.saldo(
            base.replace("slug: free, allowance: 1000000", plan) + PRICES + sections);
    saldo.customer("school-42", "free");
    return saldo;
  }

  private static String costs(String input, String output) {
    return costs(cost(MINI, input, output));
  }

  private static String costs(String rows) {
    return "costs: [{effective_from: 2020-01-01T00:00:00Z, rows: [%s]}]\n".formatted(rows);
  }

  private static String cost(String model, String input, String output) {
    return "{model: %s, per_million: {input: %s, output: %s}, currency: USD}"
        .formatted(model, input, output);
  }

  private static Credits cost(String prices, TokenUsage usage) {
    InMemorySaldo saldo = GuideCatalog.saldo(BASE + prices);
    QuoteUsage quote = new QuoteUsage(saldo.customers, saldo.catalog, saldo.clock);
    QuoteUsage.Request asked =
        new QuoteUsage.Request(
            Optional.empty(), Optional.of("free"), "chat", Optional.empty(), usage);
    return ((QuoteUsage.Result.Quoted) quote.quote(saldo.caller, asked)).rating().credits();
  }

  private static TokenUsage calls(long calls, long tokens) {
    return new TokenUsage(calls, Map.of(TokenClass.INPUT, tokens), Map.of());
  }

  private static String blocks(String credits, long tokens) {
    return priced(
        "{kind: per_token_block, tokens: %d, credits: %s}".formatted(tokens, credits), "");
  }

  private static String exactly(String credits, long tokens) {
    return priced(perToken(credits, tokens), "rounding: up_to_micro");
  }

  private static String perToken(String credits, long tokens) {
    String million =
        new BigDecimal(credits)
            .multiply(BigDecimal.valueOf(1_000_000 / tokens))
            .toBigIntegerExact()
            .toString();
    return "{kind: per_token_class, per_million: {input: %s, output: %s}}"
        .formatted(million, million);
  }

  private static String priced(String components, String more) {
    String members = more.isEmpty() ? "" : ", " + more;
    return "prices: [{effective_from: 2020-01-01T00:00:00Z, rows: [{components: [%s]%s}]}]\n"
        .formatted(components, members);
  }
}

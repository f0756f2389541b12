package dev.saldo.domain.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.saldo.domain.Credits;
import dev.saldo.domain.InvalidValueException;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.Money;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.OverrunPolicy;
import dev.saldo.domain.plan.Plan;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.pricing.PriceComponent.PerCall;
import dev.saldo.domain.pricing.PriceComponent.PerTokenBlock;
import dev.saldo.domain.pricing.PriceComponent.PerTokenClass;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TokenPricingTest {
  private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");
  private static final ModelId MINI = new ModelId("openai", "gpt-4o-mini");
  private static final ModelId OTHER = new ModelId("openai", "other");
  private static final ModelId SONNET = new ModelId("anthropic", "claude-sonnet-5-5");

  /** Every combination that a row can name, the most specific first. */
  private static final List<PriceRow> BY_SPECIFICITY =
      List.of(
          row("premium", "chat", "openai/gpt-4o-mini"),
          row("premium", "chat", "openai"),
          row("premium", "chat", ""),
          row("", "chat", "openai/gpt-4o-mini"),
          row("", "chat", "openai"),
          row("premium", "", "openai/gpt-4o-mini"),
          row("premium", "", "openai"),
          row("", "chat", ""),
          row("", "", "openai/gpt-4o-mini"),
          row("", "", "openai"),
          row("premium", "", ""),
          row("", "", ""));

  private static final Price STARTED_THOUSANDS =
      Price.of(new PerTokenBlock(1_000, Credits.of(1)), Rounding.UP_TO_CREDIT);
  private static final Price TWO_AND_A_HALF_A_THOUSAND = exactly(2_500_000_000L);
  private static final Price BASE_AND_TOKENS =
      new Price(
          List.of(new PerCall(Credits.parse("0.1")), perToken(1_000_000_000L)),
          new BigDecimal("1.5"),
          Credits.parse("0.2"),
          Rounding.UP_TO_MICRO);

  static List<Arguments> workedNumbers() {
    return List.of(
        arguments("nothing", 0, STARTED_THOUSANDS, "0"),
        arguments("a full block", 1_000, STARTED_THOUSANDS, "1"),
        arguments("a started block", 1_001, STARTED_THOUSANDS, "2"),
        arguments("a started block", 1_300, STARTED_THOUSANDS, "2"),
        arguments("a long document", 100_000, STARTED_THOUSANDS, "100"),
        arguments("a long document", 75_000, STARTED_THOUSANDS, "75"),
        arguments("a long document", 50_000, STARTED_THOUSANDS, "50"),
        arguments("a document", 10_000, STARTED_THOUSANDS, "10"),
        arguments("a document", 5_000, STARTED_THOUSANDS, "5"),
        arguments("a month of a model", 235_000, STARTED_THOUSANDS, "235"),
        arguments("a diagnosis of seven blocks", 6_500, STARTED_THOUSANDS, "7"),
        arguments("a re-audit", 2_000, STARTED_THOUSANDS, "2"),
        arguments("deep research", 4_000, STARTED_THOUSANDS, "4"),
        arguments("a short chat message", 80, TWO_AND_A_HALF_A_THOUSAND, "0.2"),
        arguments("a chat message", 200, TWO_AND_A_HALF_A_THOUSAND, "0.5"),
        arguments("a call with 40 tokens", 40, BASE_AND_TOKENS, "0.21"));
  }

  @ParameterizedTest(name = "{0}: {1} tokens cost {3}")
  @MethodSource("workedNumbers")
  void chargesTheWorkedNumbers(String what, int tokens, Price price, String credits) {
    TokenPricing pricing = pricing(List.of(PriceRow.byDefault(price)));
    Price found = pricing.find("free", "chat", MINI).orElseThrow().price();

    assertThat(found.rate(TokenUsage.ofTokens(tokens, 0)).credits())
        .isEqualTo(Credits.parse(credits));
    assertThat(found.rate(TokenUsage.ofTokens(tokens / 2, tokens - tokens / 2)).credits())
        .as("split over input and output")
        .isEqualTo(Credits.parse(credits));
  }

  @Test
  void costsUsAndEarnsWhatTheWorkedNumbersSay() {
    Plan plan =
        new Plan(
            new PlanTerms(
                "premium",
                1,
                Credits.of(6_000),
                Enforcement.HARD,
                OverrunPolicy.CHARGE,
                Credits.ZERO),
            "Premium",
            Optional.empty(),
            Optional.of(Money.parse("0.50", "BRL")));
    TokenUsage month = TokenUsage.ofTokens(235_000, 0);

    assertThat(cost(150_000, 600_000, TokenUsage.ofTokens(1_500, 800))).isEqualTo("0.000705");
    assertThat(cost(75_000, 75_000, month)).isEqualTo("0.017625");
    assertThat(plan.expectedRevenue(STARTED_THOUSANDS.rate(month).credits()).orElseThrow())
        .isEqualByComparingTo("117.50");
  }

  @Test
  void prefersTheMoreSpecificRowThroughAllTwelveCombinations() {
    List<PriceRow> left = new ArrayList<>(BY_SPECIFICITY);
    for (PriceRow expected : BY_SPECIFICITY) {
      assertThat(pricing(left).find("premium", "chat", MINI)).contains(expected);
      left.removeFirst();
    }
    assertThat(pricing(left).find("premium", "chat", MINI)).isEmpty();
  }

  @Test
  void passesOverRowsThatNameSomethingElse() {
    TokenPricing pricing = pricing(BY_SPECIFICITY);

    assertThat(rule(pricing, "premium", "chat", OTHER))
        .isEqualTo("plan=premium feature=chat model=openai");
    assertThat(rule(pricing, "premium", "chat", SONNET)).isEqualTo("plan=premium feature=chat");
    assertThat(rule(pricing, "free", "chat", MINI))
        .isEqualTo("feature=chat model=openai/gpt-4o-mini");
    assertThat(rule(pricing, "premium", "report", SONNET)).isEqualTo("plan=premium");
    assertThat(rule(pricing, "free", "report", OTHER)).isEqualTo("model=openai");
    assertThat(rule(pricing, "free", "report", SONNET)).isEqualTo("default");
  }

  @Test
  void choosesTheSameRowWhateverTheOrderOfRows() {
    long seed = 4711;
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      List<PriceRow> rows = new ArrayList<>(BY_SPECIFICITY);
      rows.removeIf(row -> random.nextBoolean());
      Optional<PriceRow> expected = pricing(rows).find("premium", "chat", MINI);

      Collections.shuffle(rows, random);

      assertThat(pricing(rows).find("premium", "chat", MINI))
          .as("seed %s round %s", seed, round)
          .isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({"light, 1", "medium, 2", "heavy, 3"})
  void chargesACallByTheWeightOfItsEngine(String engine, String credits) {
    TokenPricing pricing =
        pricing(
            List.of(
                perCall("engines/light", 1),
                perCall("engines/medium", 2),
                perCall("engines/heavy", 3)));

    PriceRow row = pricing.find("free", "chat", new ModelId("engines", engine)).orElseThrow();

    assertThat(row.price().rate(TokenUsage.ofTokens(1_234, 567)).credits())
        .isEqualTo(Credits.parse(credits));
  }

  @Test
  void refusesTwoRowsOfTheSameCombination() {
    assertThatThrownBy(
            () -> pricing(List.of(row("premium", "", "openai"), row("premium", "", "openai"))))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("price list 1 has two rows for plan=premium model=openai");
  }

  @Test
  void findsModelsWhoseNamesHaveSlashes() {
    PriceRow row = row("", "", "together/openai/gpt-oss-120b");

    assertThat(
            pricing(List.of(row))
                .find("free", "chat", new ModelId("together", "openai/gpt-oss-120b")))
        .contains(row);
  }

  @Test
  void refusesMalformedNames() {
    assertThatThrownBy(() -> row("Premium", "", "")).isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> row("", "a feature", "")).isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> row("", "", "openai/")).isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> row("", "", "Open AI")).isInstanceOf(InvalidValueException.class);
  }

  @Test
  void countsVersionsFromOne() {
    assertThatThrownBy(() -> new TokenPricing(0, SINCE, BY_SPECIFICITY))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("the version of a price list must be at least 1");
  }

  @Test
  void isEqualByContent() {
    TokenPricing pricing = pricing(BY_SPECIFICITY);

    assertThat(pricing)
        .isEqualTo(pricing(BY_SPECIFICITY))
        .hasSameHashCodeAs(pricing(BY_SPECIFICITY))
        .isNotEqualTo(pricing(List.of()))
        .isNotEqualTo(new TokenPricing(2, SINCE, BY_SPECIFICITY))
        .isNotEqualTo(new TokenPricing(1, SINCE.plusSeconds(1), BY_SPECIFICITY));
  }

  private static String cost(long input, long output, TokenUsage usage) {
    CostRow row =
        new CostRow(
            MINI, Map.of(TokenClass.INPUT, input, TokenClass.OUTPUT, output), Map.of(), "USD");
    return new CostList(1, SINCE, List.of(row)).cost(MINI, usage).orElseThrow().plainAmount();
  }

  private static Price exactly(long microsPerMillion) {
    return Price.of(perToken(microsPerMillion), Rounding.UP_TO_MICRO);
  }

  private static PerTokenClass perToken(long microsPerMillion) {
    return new PerTokenClass(
        Map.of(TokenClass.INPUT, microsPerMillion, TokenClass.OUTPUT, microsPerMillion));
  }

  private static String rule(TokenPricing pricing, String plan, String feature, ModelId model) {
    return pricing.find(plan, feature, model).orElseThrow().rule();
  }

  private static TokenPricing pricing(List<PriceRow> rows) {
    return new TokenPricing(1, SINCE, rows);
  }

  private static PriceRow row(String plan, String feature, String model) {
    return new PriceRow(named(plan), named(feature), named(model), callPrice(1));
  }

  private static PriceRow perCall(String model, long credits) {
    return new PriceRow(Optional.empty(), Optional.empty(), named(model), callPrice(credits));
  }

  private static Price callPrice(long credits) {
    return Price.of(new PerCall(Credits.of(credits)), Rounding.UP_TO_CREDIT);
  }

  private static Optional<String> named(String text) {
    return Optional.of(text).filter(name -> !name.isEmpty());
  }
}

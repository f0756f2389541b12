package dev.saldo.domain.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.domain.InvalidValueException;
import dev.saldo.domain.ModelId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CostListTest {
  private static final ModelId MINI = new ModelId("openai", "gpt-4o-mini");
  private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void costsInputAndOutputOfACallExactly() {
    assertThat(cost(row(150_000, 600_000), TokenUsage.ofTokens(1_500, 800)))
        .isEqualTo(new ProviderCost(new BigDecimal("0.000705"), "USD"))
        .hasToString("USD 0.000705");
  }

  @Test
  void costsManyTokensOfACheapModelExactly() {
    assertThat(cost(row(75_000, 75_000), TokenUsage.ofTokens(235_000, 0)).plainAmount())
        .isEqualTo("0.017625");
  }

  @Test
  void keepsTwelveDecimals() {
    assertThat(cost(row(1, 1), TokenUsage.ofTokens(1, 0)).plainAmount())
        .isEqualTo("0.000000000001");
  }

  @Test
  void writesLargeAmountsWithoutExponent() {
    assertThat(cost(row(1_000_000_000, 0), TokenUsage.ofTokens(1_000_000_000, 0)).plainAmount())
        .isEqualTo("1000000");
    assertThat(cost(row(0, 0), TokenUsage.ofTokens(5, 5)).plainAmount()).isEqualTo("0");
  }

  @Test
  void costsCachedTokensAtTheirOwnRateAndOthersAtTheirBasis() {
    CostRow row =
        new CostRow(
            MINI,
            Map.of(
                TokenClass.INPUT, 2_000_000L,
                TokenClass.OUTPUT, 10_000_000L,
                TokenClass.CACHE_READ, 100_000L),
            Map.of(),
            "USD");
    TokenUsage usage =
        new TokenUsage(
            1,
            Map.of(
                TokenClass.CACHE_READ, 1_000_000L,
                TokenClass.CACHE_WRITE, 1_000_000L,
                TokenClass.REASONING, 1_000_000L),
            Map.of());

    assertThat(cost(row, usage).plainAmount()).isEqualTo("12.1");
  }

  @Test
  void costsNamedUnits() {
    CostRow row =
        new CostRow(
            MINI,
            Map.of(TokenClass.INPUT, 0L, TokenClass.OUTPUT, 0L),
            Map.of("image", 40_000L),
            "BRL");

    assertThat(cost(row, new TokenUsage(1, Map.of(), Map.of("image", 3L, "page", 2L))))
        .isEqualTo(new ProviderCost(new BigDecimal("0.12"), "BRL"));
  }

  @Test
  void knowsNothingOfAModelWithoutARow() {
    CostList costs = new CostList(1, SINCE, List.of(row(1, 1)));

    assertThat(costs.cost(new ModelId("openai", "other"), TokenUsage.ofTokens(1, 1))).isEmpty();
  }

  @Test
  void refusesTwoRowsForAModel() {
    assertThatThrownBy(() -> new CostList(3, SINCE, List.of(row(1, 1), row(2, 2))))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("cost list 3 has two rows for openai/gpt-4o-mini");
  }

  @Test
  void refusesUnknownCurrencyAndNegativeRates() {
    Map<TokenClass, Long> rates = Map.of(TokenClass.INPUT, 1L, TokenClass.OUTPUT, 1L);
    assertThatThrownBy(() -> new CostRow(MINI, rates, Map.of(), "DOLLAR"))
        .isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> new CostRow(MINI, rates, Map.of("image", -1L), "USD"))
        .isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> row(-1, 1)).isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> new CostRow(MINI, rates, Map.of("An image", 1L), "USD"))
        .isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> new ProviderCost(new BigDecimal("-0.01"), "USD"))
        .isInstanceOf(InvalidValueException.class);
  }

  @Test
  void takesUnitsThatCostUsNothing() {
    CostRow row = new CostRow(MINI, row(1, 1).microsPerMillion(), Map.of("image", 0L), "USD");

    assertThat(cost(row, new TokenUsage(1, Map.of(), Map.of("image", 3L))).plainAmount())
        .isEqualTo("0");
  }

  @Test
  void countsVersionsFromOne() {
    assertThatThrownBy(() -> new CostList(0, SINCE, List.of()))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("the version of a cost list must be at least 1");
  }

  @Test
  void isEqualByContent() {
    CostList costs = new CostList(1, SINCE, List.of(row(1, 1)));

    assertThat(costs)
        .isEqualTo(new CostList(1, SINCE, List.of(row(1, 1))))
        .hasSameHashCodeAs(new CostList(1, SINCE, List.of(row(1, 1))))
        .isNotEqualTo(new CostList(2, SINCE, List.of(row(1, 1))))
        .isNotEqualTo(new CostList(1, SINCE.plusSeconds(1), List.of(row(1, 1))))
        .isNotEqualTo(new CostList(1, SINCE, List.of(row(1, 2))));
  }

  private static ProviderCost cost(CostRow row, TokenUsage usage) {
    return new CostList(1, SINCE, List.of(row)).cost(MINI, usage).orElseThrow();
  }

  private static CostRow row(long input, long output) {
    return new CostRow(
        MINI, Map.of(TokenClass.INPUT, input, TokenClass.OUTPUT, output), Map.of(), "USD");
  }
}

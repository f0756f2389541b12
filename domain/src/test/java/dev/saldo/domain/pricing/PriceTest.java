package dev.saldo.domain.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.domain.Credits;
import dev.saldo.domain.InvalidValueException;
import dev.saldo.domain.pricing.PriceComponent.PerCall;
import dev.saldo.domain.pricing.PriceComponent.PerTokenBlock;
import dev.saldo.domain.pricing.PriceComponent.PerTokenClass;
import dev.saldo.domain.pricing.PriceComponent.PerUnit;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceTest {
  private static final long CREDIT_A_THOUSAND = 1_000_000_000L;

  private static final Price BLOCKS =
      Price.of(new PerTokenBlock(1_000, Credits.of(1)), Rounding.UP_TO_CREDIT);

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "999, 1", "1000, 1", "1001, 2", "2000, 2", "2001, 3"})
  void chargesEveryStartedBlockOfAThousand(long tokens, String credits) {
    assertThat(BLOCKS.rate(TokenUsage.ofTokens(tokens, 0)).credits())
        .isEqualTo(Credits.parse(credits));
  }

  @Test
  void countsBlocksOverAllClassesTogether() {
    TokenUsage usage =
        usage(
            Map.of(
                TokenClass.INPUT, 400L, TokenClass.CACHE_READ, 300L, TokenClass.REASONING, 301L));

    assertThat(BLOCKS.rate(usage).credits()).isEqualTo(Credits.of(2));
  }

  @ParameterizedTest
  @CsvSource({"80, 0.2", "200, 0.5", "1, 0.0025", "0, 0"})
  void chargesExactFractionsOfTwoAndAHalfAThousand(long tokens, String credits) {
    Price exact = Price.of(perClass(2_500_000_000L, 2_500_000_000L), Rounding.UP_TO_MICRO);

    assertThat(exact.rate(TokenUsage.ofTokens(0, tokens)).credits())
        .isEqualTo(Credits.parse(credits));
  }

  @Test
  void multipliesTheSumAndThenAppliesTheMinimum() {
    Price price =
        new Price(
            List.of(
                new PerCall(Credits.parse("0.1")), perClass(CREDIT_A_THOUSAND, CREDIT_A_THOUSAND)),
            new BigDecimal("1.5"),
            Credits.parse("0.2"),
            Rounding.UP_TO_MICRO);

    assertThat(price.rate(TokenUsage.ofTokens(40, 0)).credits()).isEqualTo(Credits.parse("0.21"));
    assertThat(price.rate(TokenUsage.ofTokens(1, 0)).credits()).isEqualTo(Credits.parse("0.2"));
    assertThat(price.rate(TokenUsage.NOTHING).credits()).isEqualTo(Credits.ZERO);
  }

  @Test
  void roundsOnceAtTheEnd() {
    Price nearlyOne =
        new Price(
            List.of(new PerCall(Credits.parse("0.4")), new PerUnit(Map.of("page", half()))),
            BigDecimal.ONE,
            Credits.ZERO,
            Rounding.UP_TO_CREDIT);
    TokenUsage call = new TokenUsage(1, Map.of(), Map.of("page", 1L));

    assertThat(nearlyOne.rate(call).credits()).isEqualTo(Credits.of(1));
  }

  @Test
  void roundsUpwardToAMicro() {
    Price tiny = Price.of(perClass(1, 1), Rounding.UP_TO_MICRO);

    assertThat(tiny.rate(TokenUsage.ofTokens(1, 0)).credits()).isEqualTo(new Credits(1));
    assertThat(tiny.rate(TokenUsage.ofTokens(1_000_000, 0)).credits()).isEqualTo(new Credits(1));
    assertThat(tiny.rate(TokenUsage.ofTokens(1_000_001, 0)).credits()).isEqualTo(new Credits(2));
  }

  @Test
  void takesUnnamedClassesAtTheRateOfInputOrOutput() {
    Price price = Price.of(perClass(1_000_000, 3_000_000), Rounding.UP_TO_MICRO);

    Map<TokenClass, Long> expected = new EnumMap<>(TokenClass.class);
    for (TokenClass kind : TokenClass.values()) {
      Rating rating = price.rate(usage(Map.of(kind, 1_000_000L)));
      expected.put(kind, rating.credits().micros());
    }
    assertThat(expected)
        .isEqualTo(
            Map.of(
                TokenClass.INPUT, 1_000_000L,
                TokenClass.CACHE_READ, 1_000_000L,
                TokenClass.CACHE_WRITE, 1_000_000L,
                TokenClass.AUDIO_INPUT, 1_000_000L,
                TokenClass.OUTPUT, 3_000_000L,
                TokenClass.REASONING, 3_000_000L,
                TokenClass.AUDIO_OUTPUT, 3_000_000L));
  }

  @Test
  void chargesCachedTokensAtTheirOwnRateOnly() {
    Price cheaperCache =
        Price.of(
            new PerTokenClass(
                Map.of(
                    TokenClass.INPUT, 10_000_000L,
                    TokenClass.OUTPUT, 20_000_000L,
                    TokenClass.CACHE_READ, 1_000_000L)),
            Rounding.UP_TO_MICRO);
    TokenUsage usage = usage(Map.of(TokenClass.INPUT, 100_000L, TokenClass.CACHE_READ, 900_000L));

    assertThat(cheaperCache.rate(usage).credits()).isEqualTo(Credits.parse("1.9"));
  }

  @Test
  void refusesPricePerClassWithoutOutput() {
    assertThatThrownBy(() -> new PerTokenClass(Map.of(TokenClass.INPUT, 1L)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("input and for output");
  }

  @Test
  void chargesNamedUnitsAndCountsTheOthersForFree() {
    Price price =
        Price.of(
            new PerUnit(Map.of("page", Credits.of(5), "image", Credits.of(10))),
            Rounding.UP_TO_CREDIT);

    Rating rating = price.rate(new TokenUsage(1, Map.of(), Map.of("page", 3L, "minute", 7L)));

    assertThat(rating.credits()).isEqualTo(Credits.of(15));
    assertThat(rating.lines())
        .containsExactly(new PriceLine("unit:page", 3, BigDecimal.valueOf(15)));
  }

  @Test
  void appliesTheMinimumWhenOnlyAnUnpricedUnitWasCounted() {
    Price price =
        new Price(
            List.of(new PerUnit(Map.of("page", Credits.of(5)))),
            BigDecimal.ONE,
            Credits.of(2),
            Rounding.UP_TO_CREDIT);

    assertThat(price.rate(new TokenUsage(0, Map.of(), Map.of("minute", 1L))).credits())
        .isEqualTo(Credits.of(2));
  }

  @Test
  void explainsEveryStepInItsLines() {
    Price price =
        new Price(
            List.of(new PerCall(Credits.parse("0.1")), new PerTokenBlock(1_000, Credits.of(1))),
            new BigDecimal("0.5"),
            Credits.of(1),
            Rounding.UP_TO_CREDIT);

    assertThat(price.rate(TokenUsage.ofTokens(1_500, 0)).lines())
        .containsExactly(
            new PriceLine("call", 1, new BigDecimal("0.1")),
            new PriceLine("token_block", 2, BigDecimal.valueOf(2)),
            new PriceLine("multiplier", 1, new BigDecimal("-1.05")),
            new PriceLine("rounding", 1, new BigDecimal("0.95")));
    assertThat(price.rate(TokenUsage.ofTokens(0, 0)).lines())
        .containsExactly(
            new PriceLine("call", 1, new BigDecimal("0.1")),
            new PriceLine("multiplier", 1, new BigDecimal("-0.05")),
            new PriceLine("minimum", 1, new BigDecimal("0.95")));
  }

  @Test
  void addsUpToTheCreditsOfEveryRating() {
    long seed = 20261121;
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      Price price = randomPrice(random);
      TokenUsage usage =
          new TokenUsage(
              random.nextInt(4),
              Map.of(
                  TokenClass.INPUT, random.nextLong(2_000_000),
                  TokenClass.OUTPUT, random.nextLong(2_000_000),
                  TokenClass.CACHE_READ, random.nextLong(1_000)),
              Map.of("page", random.nextLong(9)));

      Rating rating = price.rate(usage);

      BigDecimal sum =
          rating.lines().stream().map(PriceLine::credits).reduce(BigDecimal.ZERO, BigDecimal::add);
      assertThat(sum)
          .as("seed %s round %s", seed, round)
          .isEqualByComparingTo(rating.credits().toString());
    }
  }

  @Test
  void ratesTheLargestUsageExactly() {
    Map<TokenClass, Long> tokens = new EnumMap<>(TokenClass.class);
    for (TokenClass kind : TokenClass.values()) {
      tokens.put(kind, TokenUsage.COUNT_MAX);
    }
    TokenUsage largest = new TokenUsage(TokenUsage.CALLS_MAX, tokens, Map.of());
    Price dearest = Price.of(new PerCall(Credits.of(1_000_000)), Rounding.UP_TO_CREDIT);

    assertThat(dearest.rate(largest).credits()).isEqualTo(Credits.MAX);
    assertThat(BLOCKS.rate(largest).credits()).isEqualTo(Credits.of(7_000_000));
  }

  @Test
  void refusesPriceThatCouldExceedTheLargestAmount() {
    assertThatThrownBy(
            () -> Price.of(new PerCall(Credits.parse("1000000.000001")), Rounding.UP_TO_CREDIT))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("more than 10^12 credits");
    assertThatThrownBy(
            () -> Price.of(new PerUnit(Map.of("page", Credits.of(1_001))), Rounding.UP_TO_CREDIT))
        .isInstanceOf(InvalidValueException.class);
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "1000.1", "0.0000001"})
  void refusesMultiplierOutOfBounds(String multiplier) {
    assertThatThrownBy(
            () ->
                new Price(
                    List.of(new PerCall(Credits.of(1))),
                    new BigDecimal(multiplier),
                    Credits.ZERO,
                    Rounding.UP_TO_CREDIT))
        .isInstanceOf(InvalidValueException.class);
  }

  @ParameterizedTest
  @CsvSource({"1000, 1000", "0.000001, 0.000001", "1.5, 1.5"})
  void takesMultiplierUpToAThousandWithSixDecimals(String multiplier, String credits) {
    Price price =
        new Price(
            List.of(new PerCall(Credits.of(1))),
            new BigDecimal(multiplier),
            Credits.ZERO,
            Rounding.UP_TO_MICRO);

    assertThat(price.rate(TokenUsage.ofTokens(0, 0)).credits()).isEqualTo(Credits.parse(credits));
  }

  @Test
  void addsUpToEightComponents() {
    assertThat(calls(8).rate(TokenUsage.ofTokens(0, 0)).credits()).isEqualTo(Credits.of(8));
    assertThatThrownBy(() -> calls(9))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("must have 1 to 8 components");
  }

  private static Price calls(int components) {
    return new Price(
        Collections.nCopies(components, new PerCall(Credits.of(1))),
        BigDecimal.ONE,
        Credits.ZERO,
        Rounding.UP_TO_CREDIT);
  }

  @Test
  void hasNoLineForWhatWasNotCounted() {
    Price price =
        new Price(
            List.of(new PerCall(Credits.of(1)), new PerTokenBlock(1_000, Credits.of(1))),
            BigDecimal.ONE,
            Credits.ZERO,
            Rounding.UP_TO_CREDIT);

    assertThat(price.rate(TokenUsage.NOTHING).lines()).isEmpty();
  }

  @Test
  void namesTheClassOfItsTokensInItsLines() {
    Price price = Price.of(perClass(1_000_000, 2_000_000), Rounding.UP_TO_MICRO);
    TokenUsage usage =
        usage(Map.of(TokenClass.CACHE_READ, 1_000_000L, TokenClass.AUDIO_OUTPUT, 1_000_000L));

    assertThat(price.rate(usage).lines())
        .containsExactly(
            new PriceLine("cache_read", 1_000_000, BigDecimal.valueOf(1)),
            new PriceLine("audio_output", 1_000_000, BigDecimal.valueOf(2)));
  }

  @Test
  void refusesComponentsThatCannotCount() {
    assertThatThrownBy(() -> new PerTokenBlock(0, Credits.of(1)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("a block must have at least 1 token");
    assertThatThrownBy(() -> new PerUnit(Map.of()))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("must name at least one unit");
    assertThatThrownBy(() -> new PerUnit(Map.of("A page", Credits.of(1))))
        .isInstanceOf(InvalidValueException.class);
  }

  @Test
  void namesTheUnitsThatNoComponentPrices() {
    Price price =
        new Price(
            List.of(
                new PerCall(Credits.of(1)),
                new PerUnit(Map.of("page", Credits.of(5))),
                new PerUnit(Map.of("image", Credits.ZERO))),
            BigDecimal.ONE,
            Credits.ZERO,
            Rounding.UP_TO_CREDIT);

    assertThat(
            price.unpricedUnits(
                new TokenUsage(
                    1, Map.of(), Map.of("page", 1L, "report", 1L, "minute", 2L, "image", 1L))))
        .containsExactly("minute", "report");
    assertThat(price.unpricedUnits(TokenUsage.ofTokens(1, 1))).isEmpty();
  }

  @Test
  void isFreeOnlyByAnExplicitZero() {
    Price free = Price.of(new PerCall(Credits.ZERO), Rounding.UP_TO_CREDIT);

    assertThat(free.rate(TokenUsage.ofTokens(1_000_000, 5)).credits()).isEqualTo(Credits.ZERO);
    assertThatThrownBy(
            () -> new Price(List.of(), BigDecimal.ONE, Credits.ZERO, Rounding.UP_TO_CREDIT))
        .isInstanceOf(InvalidValueException.class);
  }

  @Test
  void isEqualWhateverTheScaleOfItsMultiplier() {
    List<PriceComponent> once = List.of(new PerCall(Credits.of(1)));

    assertThat(new Price(once, new BigDecimal("1.50"), Credits.ZERO, Rounding.UP_TO_MICRO))
        .isEqualTo(new Price(once, new BigDecimal("1.5"), Credits.ZERO, Rounding.UP_TO_MICRO));
  }

  private static Price randomPrice(Random random) {
    return new Price(
        List.of(
            new PerCall(new Credits(random.nextLong(3_000_000))),
            new PerTokenBlock(1 + random.nextInt(2_000), new Credits(random.nextLong(2_000_000))),
            perClass(random.nextLong(CREDIT_A_THOUSAND), random.nextLong(CREDIT_A_THOUSAND)),
            new PerUnit(Map.of("page", half()))),
        BigDecimal.valueOf(1 + random.nextInt(3_000), 3),
        new Credits(random.nextLong(5_000_000)),
        random.nextBoolean() ? Rounding.UP_TO_CREDIT : Rounding.UP_TO_MICRO);
  }

  private static PerTokenClass perClass(long input, long output) {
    return new PerTokenClass(Map.of(TokenClass.INPUT, input, TokenClass.OUTPUT, output));
  }

  private static TokenUsage usage(Map<TokenClass, Long> tokens) {
    return new TokenUsage(1, tokens, Map.of());
  }

  private static Credits half() {
    return Credits.parse("0.5");
  }
}

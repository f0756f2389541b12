package dev.saldo.application.catalog;

import dev.saldo.domain.Credits;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.pricing.CostList;
import dev.saldo.domain.pricing.CostRow;
import dev.saldo.domain.pricing.Price;
import dev.saldo.domain.pricing.PriceBook;
import dev.saldo.domain.pricing.PriceComponent.PerTokenBlock;
import dev.saldo.domain.pricing.PriceRow;
import dev.saldo.domain.pricing.Rounding;
import dev.saldo.domain.pricing.TokenClass;
import dev.saldo.domain.pricing.TokenPricing;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What the starter catalogue charges, and what the vendors charge for its models.
 *
 * <p>The costs are the vendors' list prices in US dollars as last seen in vendor documentation in
 * October 2026, for standard calls: openai gpt-4o-mini 0.15 / 0.60 with 0.075 for cached input;
 * anthropic Claude Sonnet 5.5 2 / 10 with 2.50 for a five-minute cache write and 0.10 for a cache
 * read; gemini 3.5 Flash-Lite 0.30 / 2.50; together gpt-oss-120b 0.15 / 0.60; xai Grok 4.3 1.25 /
 * 2.50 with 0.20 for cached input, for prompts below 200,000 tokens. Where a vendor prices a class
 * that is not named here, it counts at the price of input or output, which is never too low.
 */
final class StarterPrices {
  static final ModelId GPT_4O_MINI = new ModelId("openai", "gpt-4o-mini");
  static final ModelId CLAUDE_SONNET = new ModelId("anthropic", "claude-sonnet-5-5");
  static final ModelId GEMINI_FLASH_LITE = new ModelId("gemini", "gemini-3.5-flash-lite");
  static final ModelId GPT_OSS = new ModelId("together", "openai/gpt-oss-120b");
  static final ModelId GROK = new ModelId("xai", "grok-4.3");

  private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");
  private static final long TOKENS_PER_CREDIT = 1_000;

  private StarterPrices() {}

  static PriceBook book() {
    Price perThousand =
        Price.of(new PerTokenBlock(TOKENS_PER_CREDIT, Credits.of(1)), Rounding.UP_TO_CREDIT);
    return new PriceBook(
        List.of(new TokenPricing(1, SINCE, List.of(PriceRow.byDefault(perThousand)))),
        List.of(new CostList(1, SINCE, costs())));
  }

  /** Millionths of a dollar per million tokens. */
  private static List<CostRow> costs() {
    return List.of(
        cost(
            GPT_4O_MINI,
            Map.of(
                TokenClass.INPUT, 150_000L,
                TokenClass.OUTPUT, 600_000L,
                TokenClass.CACHE_READ, 75_000L)),
        cost(
            CLAUDE_SONNET,
            Map.of(
                TokenClass.INPUT, 2_000_000L,
                TokenClass.OUTPUT, 10_000_000L,
                TokenClass.CACHE_WRITE, 2_500_000L,
                TokenClass.CACHE_READ, 100_000L)),
        cost(GEMINI_FLASH_LITE, Map.of(TokenClass.INPUT, 300_000L, TokenClass.OUTPUT, 2_500_000L)),
        cost(GPT_OSS, Map.of(TokenClass.INPUT, 150_000L, TokenClass.OUTPUT, 600_000L)),
        cost(
            GROK,
            Map.of(
                TokenClass.INPUT, 1_250_000L,
                TokenClass.OUTPUT, 2_500_000L,
                TokenClass.CACHE_READ, 200_000L)));
  }

  private static CostRow cost(ModelId model, Map<TokenClass, Long> microsPerMillion) {
    return new CostRow(model, microsPerMillion, Map.of(), "USD");
  }
}

package dev.saldo.domain.pricing;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.domain.Credits;
import dev.saldo.domain.Slug;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** One way in which a price charges for usage; a price adds up several. */
public sealed interface PriceComponent {

  /** Hands over a line, exact and unrounded, for everything in the usage that this charges for. */
  void addLines(TokenUsage usage, Consumer<PriceLine> lines);

  /** Fixed credits for each call. */
  record PerCall(Credits credits) implements PriceComponent {
    @Override
    public void addLines(TokenUsage usage, Consumer<PriceLine> lines) {
      if (usage.calls() > 0) {
        lines.accept(new PriceLine("call", usage.calls(), times(credits, usage.calls())));
      }
    }
  }

  /** Credits for every started block of so many tokens, all classes together. */
  record PerTokenBlock(long tokens, Credits credits) implements PriceComponent {
    public PerTokenBlock {
      require(tokens >= 1, "a block must have at least 1 token");
    }

    @Override
    public void addLines(TokenUsage usage, Consumer<PriceLine> lines) {
      long blocks = Math.ceilDiv(usage.totalTokens(), tokens);
      if (blocks > 0) {
        lines.accept(new PriceLine("token_block", blocks, times(credits, blocks)));
      }
    }
  }

  /**
   * Micro-credits per million tokens of each class. Input and output must be named; cache and audio
   * input that are not take input's rate, reasoning and audio output take output's.
   */
  record PerTokenClass(Map<TokenClass, Long> microsPerMillion) implements PriceComponent {
    public PerTokenClass {
      microsPerMillion = TokenRates.checked(microsPerMillion);
    }

    @Override
    public void addLines(TokenUsage usage, Consumer<PriceLine> lines) {
      usage
          .tokens()
          .forEach(
              (kind, count) ->
                  lines.accept(
                      new PriceLine(
                          kind.code(), count, TokenRates.cost(microsPerMillion, kind, count))));
    }
  }

  /** Credits for each named unit. Units that are not named cost nothing. */
  record PerUnit(Map<String, Credits> units) implements PriceComponent {
    public PerUnit {
      require(!units.isEmpty(), "must name at least one unit");
      units.keySet().forEach(Slug::of);
      units = Collections.unmodifiableMap(new TreeMap<>(units));
    }

    @Override
    public void addLines(TokenUsage usage, Consumer<PriceLine> lines) {
      usage
          .units()
          .forEach(
              (name, count) -> {
                Credits each = units.get(name);
                if (each != null) {
                  lines.accept(new PriceLine("unit:" + name, count, times(each, count)));
                }
              });
    }
  }

  private static BigDecimal times(Credits each, long count) {
    return BigDecimal.valueOf(each.micros(), Credits.DECIMALS).multiply(BigDecimal.valueOf(count));
  }
}

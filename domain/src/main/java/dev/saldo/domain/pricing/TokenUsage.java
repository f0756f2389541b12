package dev.saldo.domain.pricing;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.domain.Slug;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What calls used: tokens by class and named units such as images, minutes or pages.
 *
 * <p>What was not used is not kept, so usages are equal when their counts are.
 *
 * @param calls 0 to {@link #CALLS_MAX}; 0 for a failed call that used nothing
 * @param tokens 0 to {@link #COUNT_MAX} of each class
 * @param units 0 to {@link #COUNT_MAX} of each, by slug, at most {@link #UNITS_MAX} names
 */
public record TokenUsage(long calls, Map<TokenClass, Long> tokens, Map<String, Long> units) {
  /** The most calls one usage may count. */
  public static final long CALLS_MAX = 1_000_000;

  /** The most tokens of a class, or units of a name, that one usage may count. */
  public static final long COUNT_MAX = 1_000_000_000;

  /** The most units one usage, and one price, may name. */
  public static final int UNITS_MAX = 16;

  /** Nothing at all, not even a call. */
  public static final TokenUsage NOTHING = new TokenUsage(0, Map.of(), Map.of());

  public TokenUsage {
    require(calls >= 0 && calls <= CALLS_MAX, "calls must be 0 to " + CALLS_MAX);
    require(units.size() <= UNITS_MAX, "must name at most " + UNITS_MAX + " units");
    tokens = counted(tokens);
    units = named(units);
  }

  /** One call with input and output tokens. */
  public static TokenUsage ofTokens(long input, long output) {
    return new TokenUsage(1, Map.of(TokenClass.INPUT, input, TokenClass.OUTPUT, output), Map.of());
  }

  /** How many tokens of a class. */
  public long tokens(TokenClass kind) {
    return tokens.getOrDefault(kind, 0L);
  }

  /** How many tokens of all classes together. */
  public long totalTokens() {
    long total = 0;
    for (long count : tokens.values()) {
      total += count;
    }
    return total;
  }

  /** The same with another count of output tokens. */
  public TokenUsage withOutput(long output) {
    Map<TokenClass, Long> changed = new EnumMap<>(TokenClass.class);
    changed.putAll(tokens);
    changed.put(TokenClass.OUTPUT, output);
    return new TokenUsage(calls, changed, units);
  }

  /** Whether neither calls nor tokens nor units were counted. */
  public boolean isNothing() {
    return calls == 0 && tokens.isEmpty() && units.isEmpty();
  }

  private static Map<TokenClass, Long> counted(Map<TokenClass, Long> tokens) {
    Map<TokenClass, Long> kept = new EnumMap<>(TokenClass.class);
    tokens.forEach(
        (kind, count) -> {
          requireCount(count, kind.code() + " tokens");
          if (count > 0) {
            kept.put(kind, count);
          }
        });
    return Collections.unmodifiableMap(kept);
  }

  private static Map<String, Long> named(Map<String, Long> units) {
    if (units.isEmpty()) {
      return Map.of();
    }
    SortedMap<String, Long> kept = new TreeMap<>();
    units.forEach(
        (name, count) -> {
          requireCount(count, "units of " + Slug.of(name));
          if (count > 0) {
            kept.put(name, count);
          }
        });
    return Collections.unmodifiableMap(kept);
  }

  private static void requireCount(long count, String what) {
    require(count >= 0 && count <= COUNT_MAX, what + " must be 0 to " + COUNT_MAX);
  }
}

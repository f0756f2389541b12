package dev.saldo.domain.pricing;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.domain.Credits;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What usage costs a customer: the components' sum times the multiplier, at least the minimum,
 * rounded upward once at the end.
 *
 * <p>The minimum applies only when something was counted. A price is refused when the largest usage
 * that can be counted would cost more than {@link Credits#MAX}, so rating never overflows.
 *
 * @param components 1 to {@link #COMPONENTS_MAX}; free is an explicit zero
 * @param multiplier above 0, at most 1,000
 */
public record Price(
    List<PriceComponent> components, BigDecimal multiplier, Credits minimum, Rounding rounding) {
  /** The most components of a price. */
  public static final int COMPONENTS_MAX = 8;

  private static final BigDecimal MULTIPLIER_MAX = BigDecimal.valueOf(1000);
  private static final int MULTIPLIER_DECIMALS_MAX = 6;
  private static final BigDecimal CREDITS_MAX =
      BigDecimal.valueOf(Credits.MAX.micros(), Credits.DECIMALS);

  public Price {
    components = List.copyOf(components);
    multiplier = multiplier.stripTrailingZeros();
    require(
        !components.isEmpty() && components.size() <= COMPONENTS_MAX,
        "must have 1 to " + COMPONENTS_MAX + " components");
    require(
        multiplier.signum() > 0
            && multiplier.compareTo(MULTIPLIER_MAX) <= 0
            && multiplier.scale() <= MULTIPLIER_DECIMALS_MAX,
        "the multiplier must be above 0, at most 1000, with at most 6 decimals");
    require(
        sum(lines(components, largestUsage(components))).multiply(multiplier).compareTo(CREDITS_MAX)
            <= 0,
        "is too high: the largest usage would cost more than 10^12 credits");
  }

  /** A price of one component, neither multiplied nor with a minimum. */
  public static Price of(PriceComponent component, Rounding rounding) {
    return new Price(List.of(component), BigDecimal.ONE, Credits.ZERO, rounding);
  }

  /** What the usage costs. */
  public Rating rate(TokenUsage usage) {
    List<PriceLine> lines = lines(components, usage);
    BigDecimal exact = adjusted(lines, "multiplier", sum(lines), sum(lines).multiply(multiplier));
    BigDecimal floor =
        usage.isNothing()
            ? BigDecimal.ZERO
            : BigDecimal.valueOf(minimum.micros(), Credits.DECIMALS);
    BigDecimal atLeast = adjusted(lines, "minimum", exact, exact.max(floor));
    Credits credits = roundedUp(atLeast);
    adjusted(lines, "rounding", atLeast, BigDecimal.valueOf(credits.micros(), Credits.DECIMALS));
    return new Rating(credits, lines);
  }

  /** The units of a usage that no component names, sorted: nothing is charged for them. */
  public List<String> unpricedUnits(TokenUsage usage) {
    Set<String> unpriced = new TreeSet<>(usage.units().keySet());
    for (PriceComponent component : components) {
      switch (component) {
        case PriceComponent.PerUnit(var named) -> unpriced.removeAll(named.keySet());
        case PriceComponent.PerCall _,
            PriceComponent.PerTokenBlock _,
            PriceComponent.PerTokenClass _ -> {}
      }
    }
    return List.copyOf(unpriced);
  }

  /** The only place where credits are rounded. */
  private Credits roundedUp(BigDecimal exact) {
    return new Credits(
        exact
            .setScale(rounding.decimals(), RoundingMode.CEILING)
            .movePointRight(Credits.DECIMALS)
            .longValueExact());
  }

  private static BigDecimal adjusted(
      List<PriceLine> lines, String kind, BigDecimal before, BigDecimal after) {
    if (before.compareTo(after) != 0) {
      lines.add(new PriceLine(kind, 1, after.subtract(before)));
    }
    return after;
  }

  private static List<PriceLine> lines(List<PriceComponent> components, TokenUsage usage) {
    List<PriceLine> lines = new ArrayList<>();
    for (PriceComponent component : components) {
      component.addLines(usage, lines::add);
    }
    return lines;
  }

  private static BigDecimal sum(List<PriceLine> lines) {
    BigDecimal sum = BigDecimal.ZERO;
    for (PriceLine line : lines) {
      sum = sum.add(line.credits());
    }
    return sum;
  }

  private static TokenUsage largestUsage(List<PriceComponent> components) {
    Map<TokenClass, Long> tokens = new EnumMap<>(TokenClass.class);
    for (TokenClass kind : TokenClass.values()) {
      tokens.put(kind, TokenUsage.COUNT_MAX);
    }
    Map<String, Long> units = new TreeMap<>();
    for (PriceComponent component : components) {
      if (component instanceof PriceComponent.PerUnit(var named)) {
        named.keySet().forEach(name -> units.put(name, TokenUsage.COUNT_MAX));
      }
    }
    return new TokenUsage(TokenUsage.CALLS_MAX, tokens, units);
  }
}

package dev.saldo.domain.pricing;

import static dev.saldo.domain.InvalidValueException.require;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Every version of the price list and of the cost list, each from when it applies.
 *
 * @param prices at least one, in ascending order of version
 * @param costs in ascending order of version
 */
public record PriceBook(List<TokenPricing> prices, List<CostList> costs) {
  public PriceBook {
    prices = List.copyOf(prices);
    costs = List.copyOf(costs);
    require(!prices.isEmpty(), "must have a price list");
    requireAscending(prices, TokenPricing::version, "price");
    requireAscending(costs, CostList::version, "cost");
  }

  /**
   * The price list that applies at an instant: the one that began last, of those that began
   * together the higher version. Before any began it is the first.
   */
  public TokenPricing pricesAt(Instant at) {
    return latest(prices, TokenPricing::effectiveFrom, at).orElse(prices.getFirst());
  }

  /** The price list of a version. */
  public Optional<TokenPricing> prices(int version) {
    return prices.stream().filter(list -> list.version() == version).findFirst();
  }

  /** The cost list that applies at an instant; empty before any began. */
  public Optional<CostList> costsAt(Instant at) {
    return latest(costs, CostList::effectiveFrom, at);
  }

  /** The cost list of a version. */
  public Optional<CostList> costs(int version) {
    return costs.stream().filter(list -> list.version() == version).findFirst();
  }

  private static <T> Optional<T> latest(List<T> lists, Function<T, Instant> begin, Instant at) {
    Optional<T> latest = Optional.empty();
    for (T list : lists) {
      boolean begun = !begin.apply(list).isAfter(at);
      if (begun && latest.map(begin).filter(begin.apply(list)::isBefore).isEmpty()) {
        latest = Optional.of(list);
      }
    }
    return latest;
  }

  private static <T> void requireAscending(List<T> lists, ToIntFunction<T> version, String kind) {
    for (int i = 1; i < lists.size(); i++) {
      require(
          version.applyAsInt(lists.get(i - 1)) < version.applyAsInt(lists.get(i)),
          "versions of "
              + kind
              + " lists must ascend, "
              + version.applyAsInt(lists.get(i))
              + " does not");
    }
  }
}

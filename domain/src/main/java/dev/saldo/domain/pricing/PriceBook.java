package dev.saldo.domain.pricing;

import static dev.saldo.domain.InvalidValueException.require;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * Every version of the price list and of the cost list, each from when it applies. The last of each
 * may be a draft, which applies {@link #NEVER}.
 *
 * @param prices at least one that is no draft, in ascending order of version
 * @param costs in ascending order of version
 */
public record PriceBook(List<TokenPricing> prices, List<CostList> costs) {
  /** When a draft would begin. Being a time, it is stored and compared like any other. */
  public static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

  public PriceBook {
    prices = List.copyOf(prices);
    costs = List.copyOf(costs);
    require(
        !prices.isEmpty() && !prices.getFirst().isDraft(),
        "must have a price list that is no draft");
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

  /** The newest price list that is no draft, and the draft if there is one. */
  public List<TokenPricing> newestPrices() {
    return newest(prices, TokenPricing::isDraft);
  }

  /** The newest cost list that is no draft, and the draft; empty before the first. */
  public List<CostList> newestCosts() {
    return newest(costs, CostList::isDraft);
  }

  private static <T> List<T> newest(List<T> lists, Predicate<T> isDraft) {
    int last = lists.size() - 1;
    boolean hasDraft = last >= 0 && isDraft.test(lists.get(last));
    return lists.subList(Math.max(0, hasDraft ? last - 1 : last), lists.size());
  }

  /** The price list of a version. */
  public Optional<TokenPricing> prices(int version) {
    for (TokenPricing list : prices) {
      if (list.version() == version) {
        return Optional.of(list);
      }
    }
    return Optional.empty();
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

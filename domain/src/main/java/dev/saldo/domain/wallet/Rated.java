package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.PlanVersion;
import dev.saldo.domain.pricing.CostList;
import dev.saldo.domain.pricing.PriceBook;
import dev.saldo.domain.pricing.ProviderCost;
import dev.saldo.domain.pricing.TokenPricing;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.domain.wallet.SettleOutcome.Flag;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a call used, what that costs at the prices frozen with its hold or at those of its time, and
 * what its provider charges for it.
 *
 * @param priced whether a price row matched, or the call is free
 * @param due what is to be charged: nothing where enforcement is unlimited
 * @param costVersion 0 when there was no cost list
 */
record Rated(
    TokenUsage usage,
    Evidence evidence,
    ModelId model,
    Credits credits,
    Credits due,
    boolean priced,
    Optional<ProviderCost> cost,
    int costVersion) {

  /**
   * What somebody reports of a call.
   *
   * @param usage empty when nothing is known: of a call that succeeded the estimate is assumed,
   *     else nothing. Of a run nothing is assumed: what its children used is theirs
   * @param model empty for the route
   */
  record Report(
      Optional<TokenUsage> usage, Evidence evidence, Optional<ModelId> model, boolean succeeded) {
    private boolean isAssumed(Hold hold) {
      return usage.isEmpty() && succeeded && hold.run().isEmpty();
    }

    private Evidence basis(Hold hold) {
      if (usage.isPresent()) {
        return evidence;
      }
      return isAssumed(hold) ? Evidence.ESTIMATED : Evidence.NONE;
    }

    private TokenUsage counted(Hold hold) {
      if (!isAssumed(hold)) {
        return usage.orElse(TokenUsage.NOTHING);
      }
      return switch (hold.estimate()) {
        case Estimate.OfUsage(var expected) -> expected;
        case Estimate.OfCredits _ -> new TokenUsage(1, Map.of(), Map.of());
      };
    }
  }

  /** The price list of the hold must be in the book. */
  static Rated of(Hold hold, Report report, PriceBook prices) {
    ModelId used = report.model().orElse(hold.route().model());
    TokenUsage counted = report.counted(hold);
    Hold.Terms terms = hold.frozenTerms();
    Optional<Credits> price =
        report.isAssumed(hold) && hold.estimate() instanceof Estimate.OfCredits(var flat)
            ? Optional.of(flat)
            : new Rates(
                    terms.plan(),
                    hold.call().feature(),
                    prices.prices(terms.priceVersion()).orElseThrow())
                .price(used, counted);
    return of(
        new Use(used, counted, report.basis(hold)),
        terms.free() ? Optional.of(Credits.ZERO) : price,
        terms.enforcement(),
        prices.costsAt(hold.createdAt()));
  }

  /** Usage without a hold, at the prices of its own time. */
  static Rated of(UsageEvent event, Tariff tariff, ModelId used) {
    PriceBook prices = tariff.prices();
    Rates rates = new Rates(tariff.plan(), event.call().feature(), prices.pricesAt(event.at()));
    return of(
        new Use(used, event.usage(), event.evidence()),
        tariff.free() ? Optional.of(Credits.ZERO) : rates.price(used, event.usage()),
        tariff.enforcement(),
        prices.costsAt(event.at()));
  }

  /**
   * By what usage without a hold is rated.
   *
   * @param plan that of its time
   * @param enforcement that of its arrival
   * @param free whether the feature costs nothing
   */
  record Tariff(String plan, Enforcement enforcement, boolean free, PriceBook prices) {}

  /** What was used. */
  private record Use(ModelId model, TokenUsage usage, Evidence evidence) {}

  /** The rows of a price list that are about a call. */
  private record Rates(String plan, String feature, TokenPricing list) {
    Optional<Credits> price(ModelId used, TokenUsage counted) {
      return list.find(plan, feature, used).map(row -> row.price().rate(counted).credits());
    }
  }

  private static Rated of(
      Use use, Optional<Credits> price, Enforcement enforcement, Optional<CostList> costs) {
    Credits credits = price.orElse(Credits.ZERO);
    return new Rated(
        use.usage(),
        use.evidence(),
        use.model(),
        credits,
        enforcement == Enforcement.UNLIMITED ? Credits.ZERO : credits,
        price.isPresent(),
        costs.flatMap(list -> list.cost(use.model(), use.usage())),
        costs.map(CostList::version).orElse(0));
  }

  /** Whether a hold was made at prices that are not in the book: the caller has to look again. */
  static boolean lacksPrices(PriceBook prices, Snapshot before, HoldId asked) {
    Hold hold = before.holds().get(asked.number());
    return hold != null && prices.prices(hold.frozenTerms().priceVersion()).isEmpty();
  }

  /**
   * What is remarkable about charging it.
   *
   * @param candidates the models that the matrix offered
   * @param observed whether something was let go because the rules are only observed
   */
  Set<Flag> flags(List<ModelId> candidates, boolean observed) {
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    if (!candidates.contains(model)) {
      flags.add(Flag.OFF_ROUTE);
    }
    if (!priced) {
      flags.add(Flag.PRICE_INCOMPLETE);
    }
    if (observed) {
      flags.add(Flag.OBSERVED);
    }
    return flags.isEmpty() ? Set.of() : flags;
  }

  /** What it takes of limits. */
  Demand demand() {
    return new Demand(usage.calls(), usage.totalTokens(), due);
  }

  UsageRecord.Versions versions(Hold hold) {
    Hold.Terms terms = hold.frozenTerms();
    return versions(new PlanVersion(terms.plan(), terms.planVersion()), terms.priceVersion());
  }

  UsageRecord.Versions versions(PlanVersion plan, int priceVersion) {
    return new UsageRecord.Versions(plan.plan(), plan.version(), priceVersion, costVersion);
  }
}

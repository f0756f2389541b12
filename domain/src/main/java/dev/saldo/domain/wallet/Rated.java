package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.pricing.CostList;
import dev.saldo.domain.pricing.PriceBook;
import dev.saldo.domain.pricing.ProviderCost;
import dev.saldo.domain.pricing.TokenPricing;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.domain.wallet.SettleOutcome.Flag;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a call used, what that costs at the prices frozen with its hold, and what its provider
 * charges for it.
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
    Optional<CostList> costs = prices.costsAt(hold.createdAt());
    Hold.Terms terms = hold.frozenTerms();
    Optional<Credits> price =
        report.isAssumed(hold) && hold.estimate() instanceof Estimate.OfCredits(var flat)
            ? Optional.of(flat)
            : price(hold, prices.prices(terms.priceVersion()).orElseThrow(), used, counted);
    Credits credits = terms.free() ? Credits.ZERO : price.orElse(Credits.ZERO);
    return new Rated(
        counted,
        report.basis(hold),
        used,
        credits,
        terms.enforcement() == Enforcement.UNLIMITED ? Credits.ZERO : credits,
        price.isPresent() || terms.free(),
        costs.flatMap(list -> list.cost(used, counted)),
        costs.map(CostList::version).orElse(0));
  }

  private static Optional<Credits> price(
      Hold hold, TokenPricing list, ModelId used, TokenUsage counted) {
    return list.find(hold.frozenTerms().plan(), hold.call().feature(), used)
        .map(row -> row.price().rate(counted).credits());
  }

  /** Whether a hold was made at prices that are not in the book: the caller has to look again. */
  static boolean lacksPrices(PriceBook prices, Snapshot before, HoldId asked) {
    Hold hold = before.holds().get(asked.number());
    return hold != null && prices.prices(hold.frozenTerms().priceVersion()).isEmpty();
  }

  /**
   * What is remarkable about charging it.
   *
   * @param observed whether something was let go because the rules are only observed
   */
  Set<Flag> flags(Hold hold, boolean observed) {
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    if (!hold.route().candidates().contains(model)) {
      flags.add(Flag.OFF_ROUTE);
    }
    if (!priced) {
      flags.add(Flag.PRICE_INCOMPLETE);
    }
    if (observed) {
      flags.add(Flag.OBSERVED);
    }
    return flags;
  }

  /** What it takes of limits. */
  Demand demand() {
    return new Demand(usage.calls(), usage.totalTokens(), due);
  }

  UsageRecord.Versions versions(Hold hold) {
    Hold.Terms terms = hold.frozenTerms();
    return new UsageRecord.Versions(
        terms.plan(), terms.planVersion(), terms.priceVersion(), costVersion);
  }
}

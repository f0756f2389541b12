package dev.saldo.application.wallet;

import dev.saldo.application.Clock;
import dev.saldo.application.catalog.Catalog;
import dev.saldo.domain.Credits;
import dev.saldo.domain.Key;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.matrix.Feature;
import dev.saldo.domain.matrix.FeatureBilling;
import dev.saldo.domain.matrix.MatrixContext;
import dev.saldo.domain.matrix.Resolution;
import dev.saldo.domain.pricing.PriceRow;
import dev.saldo.domain.pricing.ProviderCost;
import dev.saldo.domain.pricing.Rating;
import dev.saldo.domain.pricing.TokenPricing;
import dev.saldo.domain.pricing.TokenUsage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says what a usage would cost, to the customer and to us, without a wallet. */
public final class QuoteUsage {
  private static final Rating NOTHING = new Rating(Credits.ZERO, List.of());

  private final Customers customers;
  private final Catalog catalog;
  private final Clock clock;

  public QuoteUsage(Customers customers, Catalog catalog, Clock clock) {
    this.customers = customers;
    this.catalog = catalog;
    this.clock = clock;
  }

  /**
   * What is asked.
   *
   * @param customer customer or plan; without both, the catalogue's default plan
   * @param model empty for the first model of the matrix
   */
  public record Request(
      Optional<Key> customer,
      Optional<String> plan,
      String feature,
      Optional<ModelId> model,
      TokenUsage usage) {}

  /** How it went. */
  public sealed interface Result {
    /**
     * The price of the usage.
     *
     * @param cost empty when the cost list has no row for the model
     */
    record Quoted(
        ModelId model, Rating rating, Optional<ProviderCost> cost, int version, String rule)
        implements Result {}

    /** There is no such customer. */
    record CustomerUnknown() implements Result {}

    /** The catalogue has no such plan. */
    record PlanUnknown() implements Result {}

    /** The matrix offers no model to price. */
    record NoRoute(Resolution.Reason reason) implements Result {}

    /** No price row matches. */
    record PriceMissing() implements Result {}
  }

  /** Quotes at the prices of now. */
  public Result quote(Caller caller, Request request) {
    CatalogDocument document = catalog.refresh(caller.tenant().id());
    String plan = request.plan().orElse(document.defaultPlan());
    Set<String> groups = Set.of();
    if (request.customer().isPresent()) {
      Optional<Customers.Party> party =
          request
              .customer()
              .filter(caller::mayActFor)
              .flatMap(
                  key ->
                      customers
                          .party(caller.tenant().id(), key, Optional.empty())
                          .or(() -> Newcomer.of(document, caller, key).map(Newcomer::party)));
      if (party.isEmpty()) {
        return new Result.CustomerUnknown();
      }
      plan = party.get().terms().plan();
      groups = party.get().customer().groups();
    }
    if (document.plan(plan).isEmpty()) {
      return new Result.PlanUnknown();
    }
    if (document.matrix().feature(request.feature()).filter(Feature::active).isEmpty()) {
      return new Result.NoRoute(Resolution.Reason.FEATURE_UNKNOWN);
    }
    if (request.model().isPresent()) {
      return price(caller, document, request, plan, request.model().get());
    }
    return switch (document.matrix().resolve(context(caller, plan, groups, request))) {
      case Resolution.Unresolved unresolved -> new Result.NoRoute(unresolved.reason());
      case Resolution.Resolved resolved ->
          price(caller, document, request, plan, resolved.candidates().getFirst().model());
    };
  }

  private MatrixContext context(Caller caller, String plan, Set<String> groups, Request request) {
    return new MatrixContext(
        plan,
        request.feature(),
        User.PROFILE_DEFAULT,
        groups,
        request.customer().map(Key::value),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Set.of(),
        clock.now(caller.tenant().id()));
  }

  private Result price(
      Caller caller, CatalogDocument document, Request request, String plan, ModelId model) {
    Instant now = clock.now(caller.tenant().id());
    TokenPricing prices = document.prices().pricesAt(now);
    Optional<ProviderCost> cost =
        document.prices().costsAt(now).flatMap(list -> list.cost(model, request.usage()));
    if (isFree(document, request.feature())) {
      return new Result.Quoted(model, NOTHING, cost, prices.version(), "free");
    }
    Optional<PriceRow> row = prices.find(plan, request.feature(), model);
    if (row.isEmpty()) {
      return new Result.PriceMissing();
    }
    return new Result.Quoted(
        model, row.get().price().rate(request.usage()), cost, prices.version(), row.get().rule());
  }

  private static boolean isFree(CatalogDocument document, String feature) {
    return document
        .matrix()
        .feature(feature)
        .filter(found -> found.billing() == FeatureBilling.FREE)
        .isPresent();
  }
}

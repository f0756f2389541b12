package dev.saldo.application.wallet;

import dev.saldo.application.Clock;
import dev.saldo.domain.Credits;
import dev.saldo.domain.Key;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.matrix.Candidate;
import dev.saldo.domain.matrix.Feature;
import dev.saldo.domain.matrix.FeatureBilling;
import dev.saldo.domain.matrix.MatrixContext;
import dev.saldo.domain.matrix.Resolution;
import dev.saldo.domain.plan.Margin;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.pricing.TokenPricing;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.domain.wallet.Actor;
import dev.saldo.domain.wallet.Authorize;
import dev.saldo.domain.wallet.Call;
import dev.saldo.domain.wallet.Estimate;
import dev.saldo.domain.wallet.HoldId;
import dev.saldo.domain.wallet.Route;
import java.time.Instant;
import java.util.Optional;

/**
 * Turns a request into the command that decides it: resolves the matrix for who calls, and prices
 * every candidate. Pure but for the time.
 */
public final class PrepareCall {
  private final Clock clock;

  public PrepareCall(Clock clock) {
    this.clock = clock;
  }

  /** Who asks, with the catalogue and plan to prepare it on. */
  record Asking(Caller caller, Customers.Party party, CatalogDocument catalog, PlanTerms terms) {
    TenantId tenant() {
      return caller.tenant().id();
    }

    Asking onPlan(PlanTerms other) {
      return new Asking(caller, party, catalog, other);
    }
  }

  /** The command; empty when nothing was estimated and the feature has no usual size. */
  Optional<Authorize> prepare(Asking asking, CallRequest request, Optional<RequestKey> key) {
    return prepare(asking, request, key, clock.now(asking.tenant()));
  }

  /** The command at an instant; empty for now. */
  Optional<Authorize> prepare(
      Asking asking, CallRequest request, Optional<RequestKey> key, Optional<Instant> at) {
    return prepare(asking, request, key, at.orElseGet(() -> clock.now(asking.tenant())));
  }

  /** The command at the prices and overrides of an instant. */
  Optional<Authorize> prepare(
      Asking asking, CallRequest request, Optional<RequestKey> key, Instant at) {
    Optional<Feature> feature =
        asking.catalog().matrix().feature(request.feature()).filter(Feature::active);
    Estimate estimate =
        request
            .estimate()
            .or(() -> feature.flatMap(Feature::estimate).map(Estimate.OfUsage::new))
            .orElse(null);
    if (estimate == null && feature.isPresent()) {
      return Optional.empty();
    }
    Estimate expected = estimate == null ? new Estimate.OfUsage(TokenUsage.NOTHING) : estimate;
    boolean free = feature.filter(found -> isFree(found.billing(), request)).isPresent();
    Call call = call(asking, request);
    return Optional.of(
        new Authorize(
            asking.tenant(),
            asking.party().customer().wallet(),
            key.map(given -> given.of("authorize")),
            new Actor(asking.caller().key().id()),
            call,
            expected,
            request.allowFallback(),
            request.lifetime(),
            free,
            asking.catalog().version(),
            asking.terms(),
            routes(asking, call, request.allowFallback(), new Pricing(expected, free, at)),
            asking
                .catalog()
                .limits()
                .on(asking.terms().plan(), call.feature(), call.countedUser(), call.groups()),
            request.parent().stream().mapToLong(HoldId::number).findFirst()));
  }

  /** What a run includes costs nothing in a run; outside of one it is a call of its own. */
  private static boolean isFree(FeatureBilling billing, CallRequest request) {
    return switch (billing) {
      case FREE -> true;
      case INCLUDED -> request.parent().isPresent();
      case OWN -> false;
    };
  }

  private static Call call(Asking asking, CallRequest request) {
    return new Call(
        request.user().map(Key::value),
        request.feature(),
        request.activity(),
        asking.party().profile(request.profile()),
        asking.party().groups(request.groups()),
        request.role(),
        request.model(),
        request.metadata());
  }

  /** What to price, and when. */
  record Pricing(Estimate estimate, boolean free, Instant at) {}

  private static Authorize.Routes routes(
      Asking asking, Call call, boolean allowFallback, Pricing pricing) {
    MatrixContext context =
        call.on(
            asking.terms().plan(), allowFallback, asking.party().customer().key(), pricing.at());
    return switch (asking.catalog().matrix().resolve(context)) {
      case Resolution.Unresolved unresolved ->
          new Authorize.Routes.None(unresolved.reason(), unresolved.holds());
      case Resolution.Resolved resolved -> {
        TokenPricing prices = asking.catalog().prices().pricesAt(pricing.at());
        yield new Authorize.Routes.Offered(
            resolved.candidates().stream()
                .map(each -> route(asking, each, call, prices, pricing))
                .toList(),
            resolved.holds());
      }
    };
  }

  /** A candidate with what the call would cost on it. */
  static Route route(
      Asking asking, Candidate candidate, Call call, TokenPricing prices, Pricing pricing) {
    if (pricing.free()) {
      return new Route(
          candidate, Optional.of(new Route.Price(Credits.ZERO, prices.version(), "free")));
    }
    return switch (pricing.estimate()) {
      case Estimate.OfCredits(Credits credits) ->
          new Route(candidate, Optional.of(new Route.Price(credits, prices.version(), "estimate")));
      case Estimate.OfUsage(TokenUsage usage) -> {
        Optional<Route.Price> price =
            prices
                .find(asking.terms().plan(), call.feature(), candidate.model())
                .map(
                    row ->
                        new Route.Price(
                            row.price().rate(usage).credits(), prices.version(), row.rule()));
        yield new Route(
            candidate,
            price,
            price.flatMap(
                held -> margin(asking, candidate.model(), usage, held.credits(), pricing.at())));
      }
    };
  }

  /** What the call would bring and cost, when the plan's version sets a floor. */
  private static Optional<Margin> margin(
      Asking asking, ModelId model, TokenUsage usage, Credits credits, Instant at) {
    CatalogDocument catalog = asking.catalog();
    return catalog
        .plan(asking.terms().plan(), asking.terms().version())
        .filter(plan -> plan.marginFloor().isPresent())
        .flatMap(
            plan ->
                plan.margin(
                    credits,
                    catalog.prices().costsAt(at).flatMap(costs -> costs.cost(model, usage)),
                    catalog.rates(),
                    at));
  }
}

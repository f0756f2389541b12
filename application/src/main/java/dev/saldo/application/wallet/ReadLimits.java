package dev.saldo.application.wallet;

import dev.saldo.application.Clock;
import dev.saldo.application.catalog.Catalog;
import dev.saldo.application.wallet.PrepareCall.Asking;
import dev.saldo.domain.Key;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.limit.Counter;
import dev.saldo.domain.limit.CounterKey;
import dev.saldo.domain.limit.Limit;
import dev.saldo.domain.limit.LimitState;
import dev.saldo.domain.limit.Moment;
import dev.saldo.domain.matrix.Feature;
import dev.saldo.domain.matrix.FeatureBilling;
import dev.saldo.domain.matrix.Resolution;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.Margin;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.pricing.TokenPricing;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.domain.wallet.AuthorizeOutcome;
import dev.saldo.domain.wallet.AuthorizeOutcome.LimitReached;
import dev.saldo.domain.wallet.AuthorizeOutcome.Refusal;
import dev.saldo.domain.wallet.Call;
import dev.saldo.domain.wallet.CallLimits;
import dev.saldo.domain.wallet.Demand;
import dev.saldo.domain.wallet.Estimate;
import dev.saldo.domain.wallet.Reads;
import dev.saldo.domain.wallet.Route;
import dev.saldo.domain.wallet.Snapshot;
import dev.saldo.domain.wallet.UpToDate;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a user of a customer may use: every feature with the model that would serve it, or the
 * reason why none, and where its limits stand.
 */
public final class ReadLimits {
  private final Customers customers;
  private final Catalog catalog;
  private final Ledger ledger;
  private final Clock clock;

  public ReadLimits(Customers customers, Catalog catalog, Ledger ledger, Clock clock) {
    this.customers = customers;
    this.catalog = catalog;
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * What a user may use.
   *
   * @param zone the customer's
   * @param features every active feature, in the catalogue's order
   */
  public record View(ZoneId zone, List<FeatureView> features) {
    public View {
      features = List.copyOf(features);
    }
  }

  /**
   * A feature as a user meets it.
   *
   * @param offers its candidates in their order; empty when the matrix offers none
   */
  public record FeatureView(Feature feature, Resolution resolution, List<Offer> offers) {
    public FeatureView {
      offers = List.copyOf(offers);
    }

    /** The limits on calls to any of its candidates, each once. */
    public List<LimitState> limits() {
      return offers.stream().flatMap(offer -> offer.limits().stream()).distinct().toList();
    }

    /** The model that would serve one more call; empty when none would. */
    public Optional<ModelId> model() {
      return offers.stream()
          .filter(offer -> offer.refusal().isEmpty())
          .map(Offer::model)
          .findFirst();
    }

    /** Why no model would serve one more call: of full limits, the one that frees first. */
    public Optional<Refusal> refusal() {
      return switch (resolution) {
        case Resolution.Unresolved unresolved ->
            Optional.of(new AuthorizeOutcome.NoRoute(unresolved.reason()));
        case Resolution.Resolved _ -> model().isPresent() ? Optional.empty() : closest();
      };
    }

    private Optional<Refusal> closest() {
      return reached()
          .min(LimitReached.FREES_FIRST)
          .map(Refusal.class::cast)
          .or(() -> offers.stream().flatMap(offer -> offer.refusal().stream()).findFirst());
    }

    private Stream<LimitReached> reached() {
      return offers.stream()
          .flatMap(offer -> offer.refusal().stream())
          .filter(LimitReached.class::isInstance)
          .map(LimitReached.class::cast);
    }
  }

  /**
   * A candidate as a user's next call of the feature's usual size would meet it.
   *
   * @param refusal why it would not serve it, wallet and credits aside
   */
  public record Offer(ModelId model, List<LimitState> limits, Optional<Refusal> refusal) {
    public Offer {
      limits = List.copyOf(limits);
    }
  }

  /** A feature with what limits the user's calls in it. */
  private record Limited(
      Feature feature, Resolution resolution, List<Route> routes, CallLimits limits) {

    Stream<CounterKey> counters(Moment moment) {
      return routes.stream().flatMap(route -> limits.countersOn(route.candidate(), moment));
    }

    FeatureView view(Moment moment, Function<CounterKey, Counter> counted) {
      return new FeatureView(
          feature,
          resolution,
          routes.stream()
              .map(each -> offer(each, limits.statesOn(each.candidate(), moment, counted)))
              .toList());
    }

    private Offer offer(Route route, List<LimitState> states) {
      return new Offer(route.candidate().model(), states, refusal(route, states));
    }

    private Optional<Refusal> refusal(Route route, List<LimitState> states) {
      if (route.price().isEmpty()) {
        return Optional.of(new AuthorizeOutcome.PriceMissing());
      }
      Optional<Margin> low = route.margin().filter(Margin::isBelowFloor);
      if (low.isPresent()) {
        return low.map(AuthorizeOutcome.MarginBelowFloor::new);
      }
      if (route.candidate().enforcement().orElse(limits.enforcement()) == Enforcement.OBSERVE) {
        return Optional.empty();
      }
      Demand demand = demand(route);
      return states.stream()
          .filter(demand::isRefusedBy)
          .map(state -> new LimitReached(state, demand.of(state.limit().meter())))
          .max(LimitReached.FREES_FIRST)
          .map(Refusal.class::cast);
    }

    /** What a call takes: the usual, or the least when the feature has no usual size. */
    private Demand demand(Route route) {
      return feature
          .estimate()
          .map(usual -> route.demand(new Estimate.OfUsage(usual), limits.enforcement()))
          .orElse(Demand.LEAST);
    }
  }

  /**
   * What the user may use now; of a customer whom a call would open, what it could use then. Empty
   * when the customer is unknown.
   *
   * @param profile instead of the stored user's
   */
  public Optional<View> read(
      Caller caller, Key customer, Optional<Key> user, Optional<String> profile) {
    TenantId tenant = caller.tenant().id();
    if (!caller.mayActFor(customer)) {
      return Optional.empty();
    }
    Optional<Customers.Party> known = customers.party(tenant, customer, user);
    if (known.isPresent()) {
      Asking asking = asking(caller, known.get(), catalog.current(tenant));
      return read(asking, user, profile, ledger);
    }
    CatalogDocument newest = catalog.refresh(tenant);
    return Newcomer.of(newest, caller, customer)
        .flatMap(
            newcomer ->
                read(
                    asking(caller, newcomer.party(), newest),
                    user,
                    profile,
                    newcomer.asOpened(ledger)));
  }

  private static Asking asking(Caller caller, Customers.Party party, CatalogDocument document) {
    return new Asking(caller, party, document, party.terms());
  }

  private Optional<View> read(
      Asking asking, Optional<Key> user, Optional<String> profile, Wallets wallets) {
    Customers.Party party = asking.party();
    Instant now = clock.now(asking.tenant());
    String effective = party.profile(profile);
    Set<String> groups = party.groups(Optional.empty());
    List<Limited> features = new ArrayList<>();
    for (Feature feature : asking.catalog().matrix().features()) {
      if (feature.active()) {
        Call call =
            new Call(
                user.map(Key::value),
                feature.slug(),
                Optional.empty(),
                effective,
                groups,
                Optional.empty(),
                Optional.empty(),
                Map.of());
        features.add(limited(asking, feature, call, now));
      }
    }
    return counted(asking, features, wallets);
  }

  private static Limited limited(Asking asking, Feature feature, Call call, Instant now) {
    CatalogDocument document = asking.catalog();
    PlanTerms terms = asking.terms();
    Resolution resolution =
        document
            .matrix()
            .resolve(call.on(terms.plan(), false, asking.party().customer().key(), now));
    List<Limit> rules =
        document.limits().on(terms.plan(), call.feature(), call.countedUser(), call.groups());
    return new Limited(
        feature,
        resolution,
        routes(asking, feature, call, resolution, now),
        new CallLimits(call, rules, terms.enforcement()));
  }

  /** The candidates with what a call of the usual size would cost on them. */
  private static List<Route> routes(
      Asking asking, Feature feature, Call call, Resolution resolution, Instant now) {
    Estimate usual = new Estimate.OfUsage(feature.estimate().orElse(TokenUsage.NOTHING));
    boolean free = feature.billing() == FeatureBilling.FREE;
    PrepareCall.Pricing pricing = new PrepareCall.Pricing(usual, free, now);
    TokenPricing prices = asking.catalog().prices().pricesAt(now);
    return switch (resolution) {
      case Resolution.Resolved resolved ->
          resolved.candidates().stream()
              .map(each -> PrepareCall.route(asking, each, call, prices, pricing))
              .toList();
      case Resolution.Unresolved _ -> List.of();
    };
  }

  private static Optional<View> counted(Asking asking, List<Limited> features, Wallets wallets) {
    Wallets.Sight sight =
        wallets.look(
            asking.tenant(),
            asking.party().customer().wallet(),
            (wallet, now) -> {
              Moment moment = wallet.momentAt(wallet.timeAt(now));
              return new Reads(
                  Set.of(),
                  features.stream()
                      .flatMap(each -> each.counters(moment))
                      .collect(Collectors.toSet()));
            });
    return sight.snapshot().wallet().map(_ -> view(sight, features));
  }

  /** What is overdue counts as posted: holds that have expired reserve nothing. */
  private static View view(Wallets.Sight sight, List<Limited> features) {
    UpToDate current = UpToDate.of(sight.snapshot(), sight.now());
    Snapshot posted = sight.snapshot().after(current.change());
    Moment moment = current.wallet().momentAt(current.wallet().timeAt(sight.now()));
    return new View(
        current.wallet().zone(),
        features.stream().map(each -> each.view(moment, posted::counter)).toList());
  }
}

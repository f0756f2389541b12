package dev.saldo.application.wallet;

import dev.saldo.application.Clock;
import dev.saldo.application.catalog.Catalog;
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
import dev.saldo.domain.matrix.Candidate;
import dev.saldo.domain.matrix.Feature;
import dev.saldo.domain.matrix.Resolution;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.wallet.AuthorizeOutcome;
import dev.saldo.domain.wallet.AuthorizeOutcome.Refusal;
import dev.saldo.domain.wallet.Call;
import dev.saldo.domain.wallet.CallLimits;
import dev.saldo.domain.wallet.Demand;
import dev.saldo.domain.wallet.Reads;
import dev.saldo.domain.wallet.Snapshot;
import dev.saldo.domain.wallet.UpToDate;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
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
   * @param limits on calls to any of its candidates, each once
   */
  public record FeatureView(Feature feature, Resolution resolution, List<LimitState> limits) {
    public FeatureView {
      limits = List.copyOf(limits);
    }

    /** The model that would serve one more call; empty when none would. */
    public Optional<ModelId> model() {
      return candidates().stream()
          .filter(candidate -> full(candidate).isEmpty())
          .map(Candidate::model)
          .findFirst();
    }

    /** Why no model would serve one more call: of full windows, the one that frees first. */
    public Optional<Refusal> refusal() {
      return switch (resolution) {
        case Resolution.Unresolved unresolved ->
            Optional.of(new AuthorizeOutcome.NoRoute(unresolved.reason()));
        case Resolution.Resolved resolved ->
            model().isPresent()
                ? Optional.empty()
                : resolved.candidates().stream()
                    .flatMap(candidate -> full(candidate).stream())
                    .map(state -> new AuthorizeOutcome.LimitReached(state, one(state)))
                    .min(AuthorizeOutcome.LimitReached.FREES_FIRST)
                    .map(Refusal.class::cast);
      };
    }

    private List<Candidate> candidates() {
      return switch (resolution) {
        case Resolution.Resolved resolved -> resolved.candidates();
        case Resolution.Unresolved _ -> List.of();
      };
    }

    private Optional<LimitState> full(Candidate candidate) {
      return limits.stream()
          .filter(state -> state.limit().meter().covers(candidate.model()))
          .filter(state -> !state.limit().soft() && !state.admits(one(state)))
          .max(Comparator.comparing(state -> state.window().end()));
    }

    private static long one(LimitState state) {
      return Demand.ONE_CALL.of(state.limit().meter());
    }
  }

  /** A feature with what limits the user's calls in it. */
  private record Limited(Feature feature, Resolution resolution, CallLimits limits) {
    List<Candidate> candidates() {
      return switch (resolution) {
        case Resolution.Resolved resolved -> resolved.candidates();
        case Resolution.Unresolved _ -> List.of();
      };
    }

    Stream<CounterKey> counters(Moment moment) {
      return candidates().stream().flatMap(candidate -> limits.countersOn(candidate, moment));
    }

    FeatureView view(Moment moment, Function<CounterKey, Counter> counted) {
      List<LimitState> states =
          candidates().stream()
              .flatMap(candidate -> limits.statesOn(candidate, moment, counted).stream())
              .distinct()
              .toList();
      return new FeatureView(feature, resolution, states);
    }
  }

  /**
   * What the user may use now; empty when the customer is unknown.
   *
   * @param profile instead of the stored user's
   */
  public Optional<View> read(
      Caller caller, Key customer, Optional<Key> user, Optional<String> profile) {
    TenantId tenant = caller.tenant().id();
    if (!caller.mayActFor(customer)) {
      return Optional.empty();
    }
    return customers
        .party(tenant, customer, user)
        .flatMap(party -> read(tenant, party, user, profile));
  }

  private Optional<View> read(
      TenantId tenant, Customers.Party party, Optional<Key> user, Optional<String> profile) {
    CatalogDocument document = catalog.current(tenant);
    Instant now = clock.now(tenant);
    Set<String> groups = new HashSet<>(party.customer().groups());
    party.user().map(User::groups).ifPresent(groups::addAll);
    String effective =
        profile.orElseGet(() -> party.user().map(User::profile).orElse(User.PROFILE_DEFAULT));
    List<Limited> features = new ArrayList<>();
    for (Feature feature : document.matrix().features()) {
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
        features.add(limited(document, party, feature, call, now));
      }
    }
    return counted(tenant, party, features);
  }

  private static Limited limited(
      CatalogDocument document, Customers.Party party, Feature feature, Call call, Instant now) {
    PlanTerms terms = party.terms();
    List<Limit> rules =
        document.limits().on(terms.plan(), call.feature(), call.countedUser(), call.groups());
    return new Limited(
        feature,
        document.matrix().resolve(call.on(terms.plan(), false, party.customer().key(), now)),
        new CallLimits(call, rules, terms.enforcement()));
  }

  private Optional<View> counted(TenantId tenant, Customers.Party party, List<Limited> features) {
    Ledger.Sight sight =
        ledger.look(
            tenant,
            party.customer().wallet(),
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
  private static View view(Ledger.Sight sight, List<Limited> features) {
    UpToDate current = UpToDate.of(sight.snapshot(), sight.now());
    Snapshot posted = sight.snapshot().after(current.change());
    Moment moment = current.wallet().momentAt(current.wallet().timeAt(sight.now()));
    return new View(
        current.wallet().zone(),
        features.stream().map(each -> each.view(moment, posted::counter)).toList());
  }
}

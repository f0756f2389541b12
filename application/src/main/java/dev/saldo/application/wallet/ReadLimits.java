package dev.saldo.application.wallet;

import dev.saldo.application.Clock;
import dev.saldo.application.catalog.Catalog;
import dev.saldo.domain.Key;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.limit.CounterKey;
import dev.saldo.domain.limit.Limit;
import dev.saldo.domain.limit.LimitState;
import dev.saldo.domain.limit.Window;
import dev.saldo.domain.matrix.Candidate;
import dev.saldo.domain.matrix.Feature;
import dev.saldo.domain.matrix.MatrixContext;
import dev.saldo.domain.matrix.Resolution;
import dev.saldo.domain.wallet.AuthorizeOutcome;
import dev.saldo.domain.wallet.AuthorizeOutcome.Refusal;
import dev.saldo.domain.wallet.Reads;
import dev.saldo.domain.wallet.Snapshot;
import dev.saldo.domain.wallet.UpToDate;
import dev.saldo.domain.wallet.Wallet;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

  /** A feature as a user meets it. */
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
                    .min(LimitState.BY_END)
                    .map(AuthorizeOutcome.LimitReached::new);
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
          .filter(state -> state.provider().equals(candidate.model().provider()))
          .filter(state -> !state.admits(1))
          .max(LimitState.BY_END);
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
    List<FeatureView> resolved = new ArrayList<>();
    for (Feature feature : document.matrix().features()) {
      if (feature.active()) {
        MatrixContext context =
            new MatrixContext(
                party.terms().plan(),
                feature.slug(),
                effective,
                groups,
                Optional.of(party.customer().key().value()),
                user.map(Key::value),
                Optional.empty(),
                Optional.empty(),
                false,
                Set.of(),
                now);
        resolved.add(new FeatureView(feature, document.matrix().resolve(context), List.of()));
      }
    }
    return counted(tenant, party, user.map(Key::value).orElse(""), resolved);
  }

  private Optional<View> counted(
      TenantId tenant, Customers.Party party, String user, List<FeatureView> features) {
    Ledger.Sight sight =
        ledger.look(
            tenant,
            party.customer().wallet(),
            (wallet, now) -> {
              Set<CounterKey> counters = new HashSet<>();
              features.forEach(
                  each ->
                      forEachLimit(
                          each,
                          wallet,
                          now,
                          (candidate, limit, window) ->
                              counters.add(key(user, each, candidate, window))));
              return new Reads(Set.of(), counters);
            });
    return sight.snapshot().wallet().map(_ -> view(sight, user, features));
  }

  /** What is overdue counts as posted: holds that have expired reserve nothing. */
  private static View view(Ledger.Sight sight, String user, List<FeatureView> features) {
    UpToDate current = UpToDate.of(sight.snapshot(), sight.now());
    Snapshot posted = sight.snapshot().after(current.change());
    return new View(
        current.wallet().zone(),
        features.stream()
            .map(each -> withLimits(each, user, current.wallet(), posted, sight.now()))
            .toList());
  }

  private static FeatureView withLimits(
      FeatureView view, String user, Wallet wallet, Snapshot snapshot, Instant now) {
    List<LimitState> states = new ArrayList<>();
    forEachLimit(
        view,
        wallet,
        now,
        (candidate, limit, window) ->
            states.add(
                new LimitState(
                    limit,
                    view.feature().slug(),
                    candidate.model().provider(),
                    snapshot.counter(key(user, view, candidate, window)),
                    window)));
    return new FeatureView(view.feature(), view.resolution(), states);
  }

  private interface EachLimit {
    void accept(Candidate candidate, Limit limit, Window window);
  }

  private static void forEachLimit(FeatureView view, Wallet wallet, Instant clock, EachLimit each) {
    if (view.resolution() instanceof Resolution.Resolved resolved) {
      Instant now = wallet.timeAt(clock);
      for (Candidate candidate : resolved.candidates()) {
        for (Limit limit : candidate.limits()) {
          each.accept(candidate, limit, limit.window().containing(now, wallet.zoneAt(now)));
        }
      }
    }
  }

  private static CounterKey key(String user, FeatureView view, Candidate candidate, Window window) {
    return new CounterKey(
        user, view.feature().slug(), candidate.model().provider(), window.kind(), window.start());
  }
}

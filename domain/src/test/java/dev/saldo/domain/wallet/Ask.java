package dev.saldo.domain.wallet;

import static dev.saldo.domain.wallet.Sample.ACTOR;
import static dev.saldo.domain.wallet.Sample.MINI;
import static dev.saldo.domain.wallet.Sample.PRICES;
import static dev.saldo.domain.wallet.Sample.TENANT;
import static dev.saldo.domain.wallet.Sample.WALLET;

import dev.saldo.domain.Credits;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.limit.LimitBook;
import dev.saldo.domain.limit.LimitRule;
import dev.saldo.domain.matrix.Period;
import dev.saldo.domain.matrix.Resolution;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.pricing.TokenUsage;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/** A question for an authorization, as tests write it down; each step gives a new one. */
final class Ask {
  private final Estimate estimate;
  private String user = "ana";
  private String feature = "diary_analysis";
  private List<Offer> offers = List.of(Offer.of(MINI));
  private Optional<Resolution.Reason> unresolved = Optional.empty();
  private Duration lifetime = Authorize.LIFETIME_DEFAULT;
  private boolean free;
  private int priceVersion = 1;
  private int catalogVersion = 1;
  private Optional<CommandKey> key = Optional.empty();
  private Set<String> groups = Set.of();
  private List<LimitRule> rules = List.of();
  private OptionalLong parent = OptionalLong.empty();
  private WalletId wallet = WALLET;
  private Period holds = Period.ALWAYS;

  private Ask(Estimate estimate) {
    this.estimate = estimate;
  }

  /** The same question with one thing changed. */
  private Ask with(Consumer<Ask> change) {
    Ask copy = new Ask(estimate);
    copy.user = user;
    copy.feature = feature;
    copy.offers = offers;
    copy.unresolved = unresolved;
    copy.lifetime = lifetime;
    copy.free = free;
    copy.priceVersion = priceVersion;
    copy.catalogVersion = catalogVersion;
    copy.key = key;
    copy.groups = groups;
    copy.rules = rules;
    copy.parent = parent;
    copy.wallet = wallet;
    copy.holds = holds;
    change.accept(copy);
    return copy;
  }

  /** For a call of so many input tokens. */
  static Ask tokens(long tokens) {
    return estimated(new Estimate.OfUsage(TokenUsage.ofTokens(tokens, 0)));
  }

  /** For a call that holds so many credits. */
  static Ask credits(String credits) {
    return estimated(new Estimate.OfCredits(Credits.parse(credits)));
  }

  static Ask estimated(Estimate estimate) {
    return new Ask(estimate);
  }

  Estimate estimate() {
    return estimate;
  }

  List<LimitRule> rules() {
    return rules;
  }

  Ask by(String other) {
    return with(copy -> copy.user = other);
  }

  Ask in(String other) {
    return with(copy -> copy.feature = other);
  }

  Ask of(Offer... others) {
    return with(copy -> copy.offers = Arrays.asList(others));
  }

  Ask lasting(Duration other) {
    return with(copy -> copy.lifetime = other);
  }

  Ask costingNothing() {
    return with(copy -> copy.free = true);
  }

  Ask atPrices(int version) {
    return with(copy -> copy.priceVersion = version);
  }

  Ask onCatalog(int version) {
    return with(copy -> copy.catalogVersion = version);
  }

  Ask under(CommandKey other) {
    return with(copy -> copy.key = Optional.of(other));
  }

  Ask member(String... others) {
    return with(copy -> copy.groups = Set.of(others));
  }

  Ask limited(LimitRule... others) {
    return with(copy -> copy.rules = List.of(others));
  }

  Ask in(WalletId other) {
    return with(copy -> copy.wallet = other);
  }

  Ask within(HoldId run) {
    return with(copy -> copy.parent = OptionalLong.of(run.number()));
  }

  /** With what the matrix offers for so long, and not before or after. */
  Ask offered(Period during) {
    return with(copy -> copy.holds = during);
  }

  Ask unresolved(Resolution.Reason reason) {
    return with(
        copy -> {
          copy.offers = List.of();
          copy.unresolved = Optional.of(reason);
        });
  }

  Authorize command(PlanTerms terms) {
    Call call =
        new Call(
            user.isEmpty() ? Optional.empty() : Optional.of(user),
            feature,
            Optional.of("mind_map"),
            "user",
            groups,
            Optional.empty(),
            Optional.empty(),
            Map.of());
    Authorize.Routes routes =
        unresolved
            .<Authorize.Routes>map(each -> new Authorize.Routes.None(each, holds))
            .orElseGet(
                () ->
                    new Authorize.Routes.Offered(offers.stream().map(this::route).toList(), holds));
    return new Authorize(
        TENANT,
        wallet,
        key,
        ACTOR,
        call,
        estimate,
        false,
        lifetime,
        free,
        catalogVersion,
        terms,
        routes,
        new LimitBook(rules).on(terms.plan(), feature, call.countedUser(), groups),
        parent);
  }

  private Route route(Offer offer) {
    return new Route(
        offer.candidate(), offer.priced() ? price(offer) : Optional.empty(), offer.margin());
  }

  private Optional<Route.Price> price(Offer offer) {
    if (free) {
      return Optional.of(new Route.Price(Credits.ZERO, priceVersion, "free"));
    }
    return switch (estimate) {
      case Estimate.OfCredits(var flat) ->
          Optional.of(new Route.Price(flat, priceVersion, "estimate"));
      case Estimate.OfUsage(var usage) ->
          PRICES
              .prices(priceVersion)
              .orElseThrow()
              .find("free", feature, offer.model())
              .map(
                  row ->
                      new Route.Price(row.price().rate(usage).credits(), priceVersion, row.rule()));
    };
  }
}

package dev.saldo.domain.wallet;

import static dev.saldo.domain.wallet.Sample.ACTOR;
import static dev.saldo.domain.wallet.Sample.MINI;
import static dev.saldo.domain.wallet.Sample.PRICES;
import static dev.saldo.domain.wallet.Sample.TENANT;
import static dev.saldo.domain.wallet.Sample.WALLET;

import dev.saldo.domain.Credits;
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
import java.util.Set;

/** A question for an authorization, as tests write it down; each step gives a new one. */
record Ask(
    String user,
    String feature,
    Estimate estimate,
    List<Offer> offers,
    Optional<Resolution.Reason> unresolved,
    Duration lifetime,
    boolean free,
    int priceVersion,
    int catalogVersion,
    Optional<CommandKey> key,
    Set<String> groups,
    List<LimitRule> rules) {
  /** For a call of so many input tokens. */
  static Ask tokens(long tokens) {
    return estimated(new Estimate.OfUsage(TokenUsage.ofTokens(tokens, 0)));
  }

  /** For a call that holds so many credits. */
  static Ask credits(String credits) {
    return estimated(new Estimate.OfCredits(Credits.parse(credits)));
  }

  static Ask estimated(Estimate estimate) {
    return new Ask(
        "ana",
        "diary_analysis",
        estimate,
        List.of(Offer.of(MINI)),
        Optional.empty(),
        Authorize.LIFETIME_DEFAULT,
        false,
        1,
        1,
        Optional.empty(),
        Set.of(),
        List.of());
  }

  Ask by(String other) {
    return new Ask(
        other,
        feature,
        estimate,
        offers,
        unresolved,
        lifetime,
        free,
        priceVersion,
        catalogVersion,
        key,
        groups,
        rules);
  }

  Ask in(String other) {
    return new Ask(
        user,
        other,
        estimate,
        offers,
        unresolved,
        lifetime,
        free,
        priceVersion,
        catalogVersion,
        key,
        groups,
        rules);
  }

  Ask of(Offer... others) {
    return new Ask(
        user,
        feature,
        estimate,
        Arrays.asList(others),
        unresolved,
        lifetime,
        free,
        priceVersion,
        catalogVersion,
        key,
        groups,
        rules);
  }

  Ask unresolved(Resolution.Reason reason) {
    return new Ask(
        user,
        feature,
        estimate,
        List.of(),
        Optional.of(reason),
        lifetime,
        free,
        priceVersion,
        catalogVersion,
        key,
        groups,
        rules);
  }

  Ask lasting(Duration other) {
    return new Ask(
        user,
        feature,
        estimate,
        offers,
        unresolved,
        other,
        free,
        priceVersion,
        catalogVersion,
        key,
        groups,
        rules);
  }

  Ask costingNothing() {
    return new Ask(
        user,
        feature,
        estimate,
        offers,
        unresolved,
        lifetime,
        true,
        priceVersion,
        catalogVersion,
        key,
        groups,
        rules);
  }

  Ask atPrices(int version) {
    return new Ask(
        user,
        feature,
        estimate,
        offers,
        unresolved,
        lifetime,
        free,
        version,
        catalogVersion,
        key,
        groups,
        rules);
  }

  Ask onCatalog(int version) {
    return new Ask(
        user,
        feature,
        estimate,
        offers,
        unresolved,
        lifetime,
        free,
        priceVersion,
        version,
        key,
        groups,
        rules);
  }

  Ask under(CommandKey other) {
    return new Ask(
        user,
        feature,
        estimate,
        offers,
        unresolved,
        lifetime,
        free,
        priceVersion,
        catalogVersion,
        Optional.of(other),
        groups,
        rules);
  }

  Ask member(String... others) {
    return new Ask(
        user,
        feature,
        estimate,
        offers,
        unresolved,
        lifetime,
        free,
        priceVersion,
        catalogVersion,
        key,
        Set.of(others),
        rules);
  }

  Ask limited(LimitRule... others) {
    return new Ask(
        user,
        feature,
        estimate,
        offers,
        unresolved,
        lifetime,
        free,
        priceVersion,
        catalogVersion,
        key,
        groups,
        List.of(others));
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
            .<Authorize.Routes>map(each -> new Authorize.Routes.None(each, Period.ALWAYS))
            .orElseGet(
                () ->
                    new Authorize.Routes.Offered(
                        offers.stream().map(this::route).toList(), Period.ALWAYS));
    return new Authorize(
        TENANT,
        WALLET,
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
        new LimitBook(rules).on(terms.plan(), feature, call.countedUser(), groups));
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

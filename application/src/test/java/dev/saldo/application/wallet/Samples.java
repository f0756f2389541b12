package dev.saldo.application.wallet;

import dev.saldo.domain.Credits;
import dev.saldo.domain.Key;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.Sha256;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.limit.Limit;
import dev.saldo.domain.limit.LimitUnit;
import dev.saldo.domain.limit.Meter;
import dev.saldo.domain.limit.WindowKind;
import dev.saldo.domain.matrix.Candidate;
import dev.saldo.domain.matrix.Origin;
import dev.saldo.domain.matrix.Period;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.OverrunPolicy;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.pricing.CostList;
import dev.saldo.domain.pricing.CostRow;
import dev.saldo.domain.pricing.Price;
import dev.saldo.domain.pricing.PriceBook;
import dev.saldo.domain.pricing.PriceComponent;
import dev.saldo.domain.pricing.PriceRow;
import dev.saldo.domain.pricing.Rounding;
import dev.saldo.domain.pricing.TokenClass;
import dev.saldo.domain.pricing.TokenPricing;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.domain.wallet.Actor;
import dev.saldo.domain.wallet.Amend;
import dev.saldo.domain.wallet.Authorize;
import dev.saldo.domain.wallet.Call;
import dev.saldo.domain.wallet.CommandKey;
import dev.saldo.domain.wallet.Estimate;
import dev.saldo.domain.wallet.Evidence;
import dev.saldo.domain.wallet.Grant;
import dev.saldo.domain.wallet.GrantSource;
import dev.saldo.domain.wallet.HoldId;
import dev.saldo.domain.wallet.IssueGrant;
import dev.saldo.domain.wallet.OpenWallet;
import dev.saldo.domain.wallet.Release;
import dev.saldo.domain.wallet.Route;
import dev.saldo.domain.wallet.Scope;
import dev.saldo.domain.wallet.Settle;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Commands and their parts as tests need them, with 1 credit per started 1,000 tokens. */
public final class Samples {
  public static final TenantId TENANT = new TenantId(1);
  public static final TenantId OTHER_TENANT = new TenantId(2);
  public static final Actor ACTOR = new Actor("key_test");
  public static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");

  /** Noon of the tenth of November in São Paulo. */
  public static final Instant START = Instant.parse("2026-11-10T15:00:00Z");

  public static final ModelId MINI = ModelId.parse("openai/gpt-4o-mini");
  public static final ModelId CLAUDE = ModelId.parse("anthropic/claude");

  public static final PriceBook PRICES =
      new PriceBook(
          List.of(
              new TokenPricing(
                  1,
                  Instant.EPOCH,
                  List.of(
                      PriceRow.byDefault(
                          Price.of(
                              new PriceComponent.PerTokenBlock(1000, Credits.of(1)),
                              Rounding.UP_TO_CREDIT))))),
          List.of(
              new CostList(
                  1,
                  Instant.EPOCH,
                  List.of(
                      new CostRow(
                          MINI,
                          Map.of(TokenClass.INPUT, 150_000L, TokenClass.OUTPUT, 600_000L),
                          Map.of(),
                          "USD")))));

  private static final AtomicLong LAST_WALLET = new AtomicLong(System.nanoTime());

  private Samples() {}

  /** A tenant that no other test uses. */
  public static TenantId newTenant() {
    return new TenantId(LAST_WALLET.incrementAndGet());
  }

  /** An id that no other test uses. */
  public static WalletId newWallet() {
    return new WalletId(LAST_WALLET.incrementAndGet());
  }

  public static PlanTerms plan(String slug, long allowance) {
    return plan(slug, allowance, Enforcement.HARD, OverrunPolicy.CHARGE, 0);
  }

  public static PlanTerms plan(
      String slug, long allowance, Enforcement enforcement, OverrunPolicy overrun, long debt) {
    return new PlanTerms(slug, 1, Credits.of(allowance), enforcement, overrun, Credits.of(debt));
  }

  public static OpenWallet open(WalletId wallet, PlanTerms terms) {
    return open(TENANT, wallet, terms);
  }

  public static OpenWallet open(TenantId tenant, WalletId wallet, PlanTerms terms) {
    return new OpenWallet(
        tenant,
        wallet,
        new Key("customer-" + wallet.value()),
        terms,
        SAO_PAULO,
        OptionalInt.empty(),
        Optional.empty(),
        ACTOR);
  }

  public static IssueGrant grant(WalletId wallet, String credits) {
    return grant(wallet, credits, GrantSource.PURCHASE, Optional.empty(), Scope.ALL);
  }

  public static IssueGrant grant(
      WalletId wallet,
      String credits,
      GrantSource source,
      Optional<Instant> expiresAt,
      Scope scope) {
    return new IssueGrant(
        TENANT,
        wallet,
        Optional.empty(),
        ACTOR,
        Credits.parse(credits),
        source,
        Grant.DEFAULT_PRIORITY,
        Optional.empty(),
        expiresAt,
        scope,
        Optional.empty(),
        Optional.empty());
  }

  public static CommandKey key(String operation, String key, String content) {
    return new CommandKey(operation, key, content(content));
  }

  public static Sha256 content(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }

  public static Candidate candidate(ModelId model, Optional<Long> daily, Optional<Long> monthly) {
    return new Candidate(
        model,
        model.provider(),
        "analysis",
        BigDecimal.ONE,
        daily,
        monthly,
        Origin.STANDARD,
        Optional.empty(),
        false);
  }

  public static Candidate candidate(ModelId model) {
    return candidate(model, Optional.empty(), Optional.empty());
  }

  public static Call call(String user) {
    return new Call(
        user.isEmpty() ? Optional.empty() : Optional.of(user),
        "diary_analysis",
        Optional.empty(),
        "user",
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }

  /** Asks for a call of so many input tokens on these candidates. */
  public static Authorize authorize(
      WalletId wallet, PlanTerms terms, long tokens, Candidate... candidates) {
    Estimate.OfUsage estimate = new Estimate.OfUsage(TokenUsage.ofTokens(tokens, 0));
    List<Route> routes =
        Arrays.stream(candidates)
            .map(
                candidate ->
                    new Route(
                        candidate,
                        PRICES
                            .pricesAt(START)
                            .find(terms.plan(), "diary_analysis", candidate.model())
                            .map(
                                row ->
                                    new Route.Price(
                                        row.price().rate(estimate.usage()).credits(),
                                        1,
                                        row.rule()))))
            .toList();
    return new Authorize(
        TENANT,
        wallet,
        Optional.empty(),
        ACTOR,
        call("ana"),
        estimate,
        false,
        Duration.ofMinutes(15),
        false,
        1,
        terms,
        new Authorize.Routes.Offered(routes, Period.ALWAYS),
        List.of(),
        OptionalLong.empty());
  }

  public static Authorize authorize(WalletId wallet, PlanTerms terms, long tokens) {
    return authorize(wallet, terms, tokens, candidate(MINI));
  }

  public static Authorize withKey(Authorize command, CommandKey key) {
    return with(
        command,
        Optional.of(key),
        command.call(),
        command.resolution(),
        command.limits(),
        command.parent());
  }

  private static Authorize with(
      Authorize command,
      Optional<CommandKey> key,
      Call call,
      Authorize.Routes routes,
      List<Limit> limits,
      OptionalLong parent) {
    return new Authorize(
        command.tenant(),
        command.wallet(),
        key,
        command.actor(),
        call,
        command.estimate(),
        command.allowFallback(),
        command.lifetime(),
        command.free(),
        command.catalogVersion(),
        command.terms(),
        routes,
        limits,
        parent);
  }

  /** The same, resolved for a time. */
  public static Authorize resolvedFor(Authorize command, Period holds) {
    Authorize.Routes routes =
        switch (command.resolution()) {
          case Authorize.Routes.Offered(var offered, var _) ->
              new Authorize.Routes.Offered(offered, holds);
          case Authorize.Routes.None(var reason, var _) -> new Authorize.Routes.None(reason, holds);
        };
    return with(command, command.key(), command.call(), routes, command.limits(), command.parent());
  }

  /** The same question by somebody else, or about something else. */
  public static Authorize withCall(Authorize command, Call call) {
    return with(
        command, command.key(), call, command.resolution(), command.limits(), command.parent());
  }

  /** The same question as a child of a run. */
  public static Authorize within(Authorize command, HoldId run) {
    return with(
        command,
        command.key(),
        command.call(),
        command.resolution(),
        command.limits(),
        OptionalLong.of(run.number()));
  }

  /** The same question with limits beside those of the matrix. */
  public static Authorize limited(Authorize command, Limit... limits) {
    return with(
        command,
        command.key(),
        command.call(),
        command.resolution(),
        List.of(limits),
        command.parent());
  }

  /** The same on an estimate in credits, whatever serves it. */
  public static Authorize flat(Authorize command, Credits credits) {
    Authorize.Routes.Offered offered = (Authorize.Routes.Offered) command.resolution();
    List<Route> routes =
        offered.routes().stream()
            .map(
                route ->
                    new Route(
                        route.candidate(), Optional.of(new Route.Price(credits, 1, "estimate"))))
            .toList();
    return new Authorize(
        command.tenant(),
        command.wallet(),
        command.key(),
        command.actor(),
        command.call(),
        new Estimate.OfCredits(credits),
        command.allowFallback(),
        command.lifetime(),
        command.free(),
        command.catalogVersion(),
        command.terms(),
        new Authorize.Routes.Offered(routes, offered.holds()),
        command.limits(),
        command.parent());
  }

  /** A hard limit on what all of a customer's users do. */
  public static Limit limit(String name, long max, LimitUnit unit, WindowKind window) {
    return new Limit(name, new Meter("*", "", "", unit, window), max, false);
  }

  /** Settles with so many input tokens. */
  public static Settle settle(HoldId hold, long tokens) {
    return settle(hold, tokens, MINI);
  }

  public static Settle settle(HoldId hold, long tokens, ModelId model) {
    return settle(hold, TokenUsage.ofTokens(tokens, 0), model);
  }

  public static Settle settle(HoldId hold, TokenUsage usage, ModelId model) {
    return new Settle(
        TENANT,
        hold,
        Optional.empty(),
        content(usage + " on " + model),
        ACTOR,
        Optional.of(usage),
        Evidence.PROVIDER_FINAL,
        Optional.of(model),
        true,
        Map.of(),
        PRICES);
  }

  /** The same on an estimate. */
  public static Settle estimated(Settle command) {
    return new Settle(
        command.tenant(),
        command.hold(),
        command.key(),
        command.content(),
        command.actor(),
        command.usage(),
        Evidence.ESTIMATED,
        command.model(),
        command.succeeded(),
        command.metadata(),
        command.prices());
  }

  /** Corrects to so many input tokens. */
  public static Amend amend(HoldId hold, long tokens, ModelId model) {
    return amend(hold, TokenUsage.ofTokens(tokens, 0), model);
  }

  public static Amend amend(HoldId hold, TokenUsage usage, ModelId model) {
    Amend.Report report =
        new Amend.Report(usage, Evidence.PROVIDER_FINAL, Optional.of(model), true);
    return new Amend(
        TENANT,
        hold,
        Optional.empty(),
        content(report.toString()),
        ACTOR,
        report,
        Map.of(),
        PRICES);
  }

  public static Settle settleFailed(HoldId hold) {
    return settle(hold, false);
  }

  /** Settles without a word on what was used. */
  public static Settle settle(HoldId hold, boolean succeeded) {
    return new Settle(
        TENANT,
        hold,
        Optional.empty(),
        content("succeeded " + succeeded),
        ACTOR,
        Optional.empty(),
        Evidence.NONE,
        Optional.empty(),
        succeeded,
        Map.of(),
        PRICES);
  }

  public static Release release(HoldId hold) {
    return new Release(TENANT, hold, Optional.empty(), ACTOR, Optional.empty());
  }
}

package dev.saldo.benchmarks;

import dev.saldo.domain.Credits;
import dev.saldo.domain.Key;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.Sha256;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.matrix.Candidate;
import dev.saldo.domain.matrix.MatrixContext;
import dev.saldo.domain.matrix.Resolution;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.pricing.PriceRow;
import dev.saldo.domain.pricing.TokenPricing;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.domain.wallet.Actor;
import dev.saldo.domain.wallet.Authorize;
import dev.saldo.domain.wallet.Call;
import dev.saldo.domain.wallet.CommandKey;
import dev.saldo.domain.wallet.Estimate;
import dev.saldo.domain.wallet.Evidence;
import dev.saldo.domain.wallet.Grant;
import dev.saldo.domain.wallet.GrantSource;
import dev.saldo.domain.wallet.HoldId;
import dev.saldo.domain.wallet.IssueGrant;
import dev.saldo.domain.wallet.Route;
import dev.saldo.domain.wallet.Scope;
import dev.saldo.domain.wallet.Settle;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The call that is measured, as the use cases would prepare it: a user's call on a plan with a
 * daily and a monthly limit, estimated at 3 credits and settled at 2, under idempotency keys.
 */
public final class TypicalCalls {
  /** The plan with exactly one candidate, whose cell has both limits. */
  public static final String PLAN = "professional";

  public static final String FEATURE = "diary_analysis";
  public static final String USER = "ana";

  private static final Key CUSTOMER = new Key("school-42");
  private static final String PROFILE = "user";
  private static final TokenUsage ESTIMATE = TokenUsage.ofTokens(1_500, 800);
  private static final TokenUsage USED = TokenUsage.ofTokens(1_200, 500);
  private static final Sha256 CONTENT =
      Sha256.of("POST /v1/authorizations".getBytes(StandardCharsets.UTF_8));
  private static final Actor ACTOR = new Actor("key_benchmark");

  private static final Call CALL =
      new Call(
          Optional.of(USER),
          FEATURE,
          Optional.empty(),
          PROFILE,
          Set.of(),
          Optional.empty(),
          Optional.empty(),
          Map.of());

  private final TenantId tenant;
  private final CatalogDocument catalog;
  private final PlanTerms terms;
  private final Authorize.Routes routes;

  /** Calls of a tenant, resolved and priced by this catalogue. */
  public TypicalCalls(TenantId tenant, CatalogDocument catalog, Instant at) {
    this.tenant = tenant;
    this.catalog = catalog;
    this.terms = catalog.plan(PLAN).orElseThrow().terms();
    this.routes = offered(at);
  }

  /** The question that the matrix is asked for each call. */
  public static MatrixContext context(Instant at) {
    return CALL.on(PLAN, false, CUSTOMER, at);
  }

  /** What a typical call uses. */
  public static TokenUsage used() {
    return USED;
  }

  /** The plan that the wallets are on. */
  public PlanTerms terms() {
    return terms;
  }

  /** Who acts. */
  public static Actor actor() {
    return ACTOR;
  }

  /** Brings credits that were bought into a wallet. */
  public static IssueGrant grant(TenantId tenant, WalletId wallet, Credits credits) {
    return new IssueGrant(
        tenant,
        wallet,
        Optional.empty(),
        ACTOR,
        credits,
        GrantSource.PURCHASE,
        Grant.DEFAULT_PRIORITY,
        Optional.empty(),
        Optional.empty(),
        Scope.ALL,
        Optional.empty(),
        Optional.empty());
  }

  /** Asks for a call. */
  public Authorize authorize(WalletId wallet, String key) {
    return new Authorize(
        tenant,
        wallet,
        Optional.of(new CommandKey("authorize", key, CONTENT)),
        ACTOR,
        CALL,
        new Estimate.OfUsage(ESTIMATE),
        false,
        Authorize.LIFETIME_DEFAULT,
        false,
        catalog.version(),
        terms,
        routes,
        List.of(),
        OptionalLong.empty());
  }

  /** Reports what a call used. */
  public Settle settle(HoldId hold, String key) {
    return new Settle(
        tenant,
        hold,
        Optional.of(new CommandKey("settle", key, CONTENT)),
        CONTENT,
        ACTOR,
        Optional.of(USED),
        Evidence.PROVIDER_FINAL,
        Optional.empty(),
        true,
        Map.of(),
        catalog.prices());
  }

  private Authorize.Routes offered(Instant at) {
    return switch (catalog.matrix().resolve(context(at))) {
      case Resolution.Resolved resolved -> {
        TokenPricing prices = catalog.prices().pricesAt(at);
        yield new Authorize.Routes.Offered(
            resolved.candidates().stream().map(each -> price(each, prices)).toList(),
            resolved.holds());
      }
      case Resolution.Unresolved unresolved ->
          throw new IllegalStateException("the starter catalogue answers " + unresolved.reason());
    };
  }

  private Route price(Candidate candidate, TokenPricing prices) {
    ModelId model = candidate.model();
    PriceRow row = prices.find(PLAN, FEATURE, model).orElseThrow();
    return new Route(
        candidate,
        Optional.of(
            new Route.Price(row.price().rate(ESTIMATE).credits(), prices.version(), row.rule())));
  }
}

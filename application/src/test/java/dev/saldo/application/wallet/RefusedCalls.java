package dev.saldo.application.wallet;

import static dev.saldo.application.wallet.CallSample.call;
import static dev.saldo.application.wallet.CallSample.diaryAnalysis;

import dev.saldo.application.InMemorySaldo;
import dev.saldo.application.audit.Untold;
import dev.saldo.application.catalog.CatalogEdit;
import dev.saldo.application.catalog.SampleOverrides;
import dev.saldo.application.catalog.StarterCatalog;
import dev.saldo.domain.Credits;
import dev.saldo.domain.Key;
import dev.saldo.domain.Money;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.catalog.ProposedOverride;
import dev.saldo.domain.limit.LimitUnit;
import dev.saldo.domain.limit.Rules;
import dev.saldo.domain.limit.WindowKind;
import dev.saldo.domain.matrix.Group;
import dev.saldo.domain.matrix.Provider;
import dev.saldo.domain.matrix.ProviderStatus;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.OverrunPolicy;
import dev.saldo.domain.plan.Plan;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.pricing.ExchangeRate;
import dev.saldo.domain.pricing.Price;
import dev.saldo.domain.pricing.PriceComponent;
import dev.saldo.domain.pricing.PriceRow;
import dev.saldo.domain.pricing.Rounding;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.domain.wallet.GrantSource;
import dev.saldo.domain.wallet.Scope;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Situations in which a call is refused, on the tenth of November at noon. A customer who moves to
 * a plan then gets 41/60 of what its allowance is larger by.
 */
final class RefusedCalls {
  private static final String SCHOOL = "school-42";
  private static final String CLAUDE = "anthropic/claude-sonnet-5-5";
  private static final String GEMINI = "gemini/gemini-3.5-flash-lite";
  private static final String MINI = "openai/gpt-4o-mini";
  private static final String MIDNIGHT = "wait until 2026-11-11T03:00:00Z";
  private static final String NEXT_MONTH = "wait until 2026-12-01T03:00:00Z";
  private static final String TO_PROFESSIONAL = "upgrade to professional";
  private static final String TO_PREMIUM = "upgrade to premium";
  private static final String TO_UNLIMITED = "upgrade to unlimited";
  private static final String TOP_UP_MASTER = "top up master";

  private RefusedCalls() {}

  static List<RefusedCall> all() {
    return List.of(
        new RefusedCall(
            "a call above what a month gives",
            on("free"),
            () -> diaryAnalysis().tokens(50_000, 100_000),
            "insufficient_credits",
            List.of(
                "top up start",
                "top up growth",
                "top up pro",
                TOP_UP_MASTER,
                TO_PROFESSIONAL,
                TO_PREMIUM,
                TO_UNLIMITED,
                "reduce to 50000")),
        new RefusedCall(
            "a usual call when the month's credits are nearly used up",
            on("free", saldo -> use(saldo, 98_000)),
            CallSample::diaryAnalysis,
            "insufficient_credits",
            List.of(
                "top up start",
                "top up growth",
                "top up pro",
                TOP_UP_MASTER,
                TO_PROFESSIONAL,
                TO_PREMIUM,
                TO_UNLIMITED,
                NEXT_MONTH,
                "reduce to 500")),
        new RefusedCall(
            "a call above every pack",
            on("free"),
            () -> diaryAnalysis().tokens(3_000_000, 0),
            "insufficient_credits",
            List.of(TO_PREMIUM, TO_UNLIMITED)),
        new RefusedCall(
            "credits estimated, not tokens",
            on("professional"),
            () -> diaryAnalysis().credits("2500"),
            "insufficient_credits",
            List.of(TOP_UP_MASTER, TO_PREMIUM, TO_UNLIMITED)),
        new RefusedCall(
            "credits that arrive later",
            on("free", RefusedCalls::scheduleFiftyCredits),
            () -> diaryAnalysis().credits("150"),
            "insufficient_credits",
            List.of(
                "top up start",
                "top up growth",
                "top up pro",
                TOP_UP_MASTER,
                TO_PROFESSIONAL,
                TO_PREMIUM,
                TO_UNLIMITED,
                "wait until 2026-11-20T15:00:00Z")),
        new RefusedCall(
            "a dear model beside a cheaper one",
            in(withDearGpt().document(), "premium", _ -> {}),
            () -> diaryAnalysis().tokens(500_000, 500_000),
            "insufficient_credits",
            List.of(TO_UNLIMITED, "reduce to 100000", "use " + CLAUDE)),
        new RefusedCall(
            "a dear model beside two cheaper ones, the cheapest last in order",
            in(withThreePrices(), "free", _ -> {}),
            () -> diaryAnalysis().as("admin").tokens(5_000, 45_000),
            "insufficient_credits",
            List.of(
                "top up pro",
                TOP_UP_MASTER,
                TO_PREMIUM,
                TO_UNLIMITED,
                "reduce to 5000",
                "use " + GEMINI)),
        new RefusedCall(
            "prices that rise with the next month",
            in(withRisingPrices(), "free", saldo -> use(saldo, 98_000)),
            CallSample::diaryAnalysis,
            "insufficient_credits",
            List.of(
                "top up start",
                "top up growth",
                "top up pro",
                TOP_UP_MASTER,
                TO_PROFESSIONAL,
                TO_PREMIUM,
                TO_UNLIMITED,
                "reduce to 500")),
        new RefusedCall(
            "a plan whose older version would do",
            in(withPoorerPremium(), "free", _ -> {}),
            () -> diaryAnalysis().tokens(150_000, 0),
            "insufficient_credits",
            List.of(
                "top up start",
                "top up growth",
                "top up pro",
                TOP_UP_MASTER,
                TO_PROFESSIONAL,
                TO_UNLIMITED)),
        new RefusedCall(
            "the fourth call of a day",
            on("free", saldo -> make(saldo, diaryAnalysis().by("ana"), 3)),
            () -> diaryAnalysis().by("ana"),
            "daily_limit",
            List.of(TO_PROFESSIONAL, TO_PREMIUM, TO_UNLIMITED, MIDNIGHT)),
        new RefusedCall(
            "the fourth call of a day, and no credits left",
            on(
                "free",
                saldo -> {
                  make(saldo, diaryAnalysis().by("ana"), 2);
                  settle(saldo, diaryAnalysis().by("ana"), 96_000);
                }),
            () -> diaryAnalysis().by("ana"),
            "daily_limit",
            List.of(TO_PROFESSIONAL, TO_PREMIUM, TO_UNLIMITED, NEXT_MONTH)),
        new RefusedCall(
            "the wanted model used up for today, another one not",
            on("premium", saldo -> make(saldo, diaryAnalysis().by("ana").on(MINI), 50)),
            () -> diaryAnalysis().by("ana").on(MINI),
            "daily_limit",
            List.of(TO_UNLIMITED, MIDNIGHT, "use " + CLAUDE)),
        new RefusedCall(
            "all models used up for today",
            on("premium", saldo -> make(saldo, diaryAnalysis().by("ana"), 100)),
            () -> diaryAnalysis().by("ana"),
            "daily_limit",
            List.of(TO_UNLIMITED, MIDNIGHT)),
        new RefusedCall(
            "the thirty-first call of a month",
            on("free", RefusedCalls::useThirtyCalls),
            () -> diaryAnalysis().by("ana").credits("1"),
            "monthly_limit",
            List.of(TO_PROFESSIONAL, TO_PREMIUM, TO_UNLIMITED, NEXT_MONTH)),
        new RefusedCall(
            "a call larger than a rate of tokens",
            in(limited(Rules.customer("tpm").max(2_000, LimitUnit.TOKENS, WindowKind.RATE))),
            () -> diaryAnalysis().tokens(1_500, 800),
            "rate_limit",
            List.of("reduce to 500")),
        new RefusedCall(
            "a call larger than what is left of a rate of tokens",
            in(
                limited(Rules.customer("tpm").max(4_000, LimitUnit.TOKENS, WindowKind.RATE)),
                "free",
                saldo -> use(saldo, 1_000)),
            () -> diaryAnalysis().tokens(1_500, 800),
            "rate_limit",
            List.of("wait until 2026-11-10T15:00:09Z", "reduce to 200")),
        new RefusedCall(
            "a call dearer than a limit in credits",
            in(limited(Rules.customer("spend").max(2_000_000, LimitUnit.CREDITS, WindowKind.DAY))),
            () -> diaryAnalysis().tokens(1_500, 800),
            "limit_reached",
            List.of(TO_UNLIMITED, "reduce to 500")),
        new RefusedCall(
            "a model that other plans have",
            on("free"),
            () -> diaryAnalysis().on(CLAUDE),
            "model_not_allowed",
            List.of(TO_PREMIUM, TO_UNLIMITED, "use " + MINI)),
        new RefusedCall(
            "a model that no plan has",
            on("free"),
            () -> diaryAnalysis().on(GEMINI),
            "model_not_allowed",
            List.of("use " + MINI)),
        new RefusedCall(
            "a model that a promotion has, used up for today",
            in(
                promoted(SampleOverrides.secondProvider()),
                "professional",
                saldo -> {
                  saldo.put(SCHOOL, Optional.of("professional"), Set.of(SampleOverrides.GROUP));
                  make(saldo, diaryAnalysis().by("ana").on(CLAUDE), 10);
                }),
            () -> diaryAnalysis().by("ana").on(CLAUDE),
            "daily_limit",
            List.of(TO_PREMIUM, TO_UNLIMITED, MIDNIGHT, "use " + MINI)),
        new RefusedCall(
            "a model that a promotion will have",
            in(
                promoted(SampleOverrides.secondProviderFrom(Instant.parse("2026-11-10T16:00:00Z"))),
                "professional",
                saldo ->
                    saldo.put(SCHOOL, Optional.of("professional"), Set.of(SampleOverrides.GROUP))),
            () -> diaryAnalysis().by("ana").on(CLAUDE),
            "model_not_allowed",
            List.of(TO_PREMIUM, TO_UNLIMITED, "wait until 2026-11-10T16:00:00Z", "use " + MINI)),
        new RefusedCall(
            "a feature that other plans have",
            in(
                new CatalogEdit()
                    .withoutCells(
                        cell ->
                            cell.plan().equals("free") && cell.feature().equals("legal_reports"))
                    .document(),
                "free",
                _ -> {}),
            () -> call("legal_reports"),
            "feature_not_in_plan",
            List.of(TO_PROFESSIONAL, TO_PREMIUM, TO_UNLIMITED)),
        new RefusedCall(
            "a feature that is only for admins",
            on("free"),
            () -> call("admin_oracle"),
            "feature_not_in_plan",
            List.of()),
        new RefusedCall(
            "a feature that nobody knows",
            on("free"),
            () -> call("mind_reading").tokens(1, 1),
            "feature_unknown",
            List.of()),
        new RefusedCall(
            "the only provider of the plan is disabled",
            in(new CatalogEdit().provider(disabledOpenAi()).document(), "free", _ -> {}),
            CallSample::diaryAnalysis,
            "no_provider_available",
            List.of(TO_PREMIUM, TO_UNLIMITED)),
        new RefusedCall(
            "no price for the only model of the plan",
            in(withPriceForClaudeAlone(), "free", _ -> {}),
            CallSample::diaryAnalysis,
            "price_missing",
            List.of(TO_PREMIUM, TO_UNLIMITED)),
        new RefusedCall(
            "no price for the wanted model",
            in(withPriceForClaudeAlone(), "premium", _ -> {}),
            () -> diaryAnalysis().on(MINI),
            "price_missing",
            List.of("use " + CLAUDE)),
        new RefusedCall(
            "a call that would cost more than the plan leaves for it",
            in(withMarginFloor(), "free", _ -> {}),
            CallSample::diaryAnalysis,
            "margin_below_floor",
            List.of(TO_PROFESSIONAL, TO_PREMIUM, TO_UNLIMITED)),
        new RefusedCall(
            "a frozen wallet",
            on("free", saldo -> saldo.ledger.stop(wallet(saldo), false, true)),
            CallSample::diaryAnalysis,
            "wallet_frozen",
            List.of()),
        new RefusedCall(
            "a suspended customer",
            on("free", saldo -> saldo.ledger.stop(wallet(saldo), true, false)),
            CallSample::diaryAnalysis,
            "customer_suspended",
            List.of()),
        new RefusedCall(
            "a suspended tenant",
            on("free", saldo -> saldo.ledger.suspend(saldo.tenant.id())),
            CallSample::diaryAnalysis,
            "tenant_suspended",
            List.of()));
  }

  private static Supplier<InMemorySaldo> on(String plan) {
    return on(plan, _ -> {});
  }

  private static Supplier<InMemorySaldo> on(String plan, Consumer<InMemorySaldo> before) {
    return in(StarterCatalog.document(false), plan, before);
  }

  private static CatalogDocument promoted(ProposedOverride override) {
    return new CatalogEdit()
        .group(new Group(SampleOverrides.GROUP, false))
        .override(SampleOverrides.row(override))
        .document();
  }

  private static Supplier<InMemorySaldo> in(
      CatalogDocument catalog, String plan, Consumer<InMemorySaldo> before) {
    return () -> {
      InMemorySaldo saldo = new InMemorySaldo(catalog);
      saldo.customer(SCHOOL, plan);
      before.accept(saldo);
      return saldo;
    };
  }

  private static Supplier<InMemorySaldo> in(CatalogDocument catalog) {
    return in(catalog, "free", _ -> {});
  }

  private static CatalogDocument limited(Rules limit) {
    return new CatalogEdit().limit(limit.rule()).document();
  }

  private static WalletId wallet(InMemorySaldo saldo) {
    return saldo.customers.find(saldo.tenant.id(), new Key(SCHOOL)).orElseThrow().wallet();
  }

  /** Uses tokens in a feature that the refused call does not count in. */
  private static void use(InMemorySaldo saldo, long tokens) {
    settle(saldo, call("clarity_test"), tokens);
  }

  private static void settle(InMemorySaldo saldo, CallSample sample, long tokens) {
    saldo.settle(saldo.held(sample.request()).id(), TokenUsage.ofTokens(tokens, 0));
  }

  /** Makes calls of 1 credit each; open holds would free their limits by expiring. */
  private static void make(InMemorySaldo saldo, CallSample sample, int calls) {
    for (int made = 0; made < calls; made++) {
      settle(saldo, sample, 1000);
    }
  }

  private static void useThirtyCalls(InMemorySaldo saldo) {
    Instant noon = saldo.clock.instant();
    for (int day = 9; day >= 0; day--) {
      saldo.clock.set(noon.plusSeconds((9 - day) * 86_400L));
      for (int made = 0; made < 3; made++) {
        settle(saldo, diaryAnalysis().by("ana").credits("1"), 1000);
      }
    }
    saldo.clock.set(noon.plusSeconds(10 * 86_400L));
  }

  private static void scheduleFiftyCredits(InMemorySaldo saldo) {
    saldo.grantCredits.grant(
        saldo.caller,
        new Key(SCHOOL),
        new GrantCredits.Request(
            Credits.of(50),
            GrantSource.PROMO,
            50,
            Optional.of(Instant.parse("2026-11-20T15:00:00Z")),
            Optional.empty(),
            Scope.ALL,
            Optional.empty(),
            Optional.empty()),
        new RequestKey("later", InMemorySaldo.digest("later")),
        Untold.audit());
  }

  /** 3 credits are worth R$ 0.03; the model costs US$ 0.000705, at 540 R$ 0.3807. */
  private static CatalogDocument withMarginFloor() {
    Plan free = StarterCatalog.document(false).plan("free").orElseThrow();
    return new CatalogEdit()
        .plan(
            new Plan(
                free.terms(),
                free.name(),
                free.price(),
                free.paymentPeriod(),
                Optional.of(Money.parse("0.01", "BRL")),
                Optional.of(new BigDecimal("0.1"))))
        .rate(new ExchangeRate("USD", "BRL", new BigDecimal("540"), Instant.EPOCH))
        .document();
  }

  private static Price perThousand(long credits) {
    return Price.of(
        new PriceComponent.PerTokenBlock(1000, Credits.of(credits)), Rounding.UP_TO_CREDIT);
  }

  private static CatalogEdit withDearGpt() {
    return new CatalogEdit()
        .prices(CatalogEdit.priceOf("openai", perThousand(10)), PriceRow.byDefault(perThousand(1)));
  }

  private static CatalogDocument withThreePrices() {
    return new CatalogEdit()
        .prices(
            CatalogEdit.priceOf("openai", perThousand(10)),
            CatalogEdit.priceOf("anthropic", perThousand(2)),
            PriceRow.byDefault(perThousand(1)))
        .document();
  }

  private static CatalogDocument withRisingPrices() {
    return new CatalogEdit()
        .pricesFrom(Instant.parse("2026-12-01T00:00:00Z"), PriceRow.byDefault(perThousand(60)))
        .document();
  }

  private static CatalogDocument withPriceForClaudeAlone() {
    return new CatalogEdit().prices(CatalogEdit.priceOf("anthropic", perThousand(1))).document();
  }

  /** A second version of the plan premium, which gives no more than the plan free. */
  private static CatalogDocument withPoorerPremium() {
    return new CatalogEdit()
        .plan(
            new Plan(
                new PlanTerms(
                    "premium",
                    2,
                    Credits.of(100),
                    Enforcement.HARD,
                    OverrunPolicy.CHARGE,
                    Credits.ZERO),
                "Premium",
                Optional.empty(),
                Optional.empty()))
        .document();
  }

  private static Provider disabledOpenAi() {
    Provider active = StarterCatalog.document(false).matrix().provider("openai").orElseThrow();
    return new Provider(
        active.slug(),
        active.name(),
        ProviderStatus.DISABLED,
        active.relativeCost(),
        active.adapter(),
        active.baseUrl(),
        active.keyVariable(),
        active.defaultModel());
  }
}

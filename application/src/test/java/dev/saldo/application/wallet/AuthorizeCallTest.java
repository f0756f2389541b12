package dev.saldo.application.wallet;

import static dev.saldo.application.wallet.CallSample.call;
import static dev.saldo.application.wallet.CallSample.diaryAnalysis;
import static dev.saldo.domain.pricing.TokenClass.INPUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.saldo.application.InMemorySaldo;
import dev.saldo.application.UnavailableException;
import dev.saldo.application.audit.AuditNote;
import dev.saldo.application.audit.Untold;
import dev.saldo.application.catalog.Catalog;
import dev.saldo.application.catalog.CatalogEdit;
import dev.saldo.application.catalog.StarterCatalog;
import dev.saldo.domain.Credits;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.limit.Counter;
import dev.saldo.domain.matrix.Feature;
import dev.saldo.domain.matrix.FeatureBilling;
import dev.saldo.domain.matrix.FeatureCategory;
import dev.saldo.domain.matrix.Group;
import dev.saldo.domain.matrix.MatrixCell;
import dev.saldo.domain.matrix.Origin;
import dev.saldo.domain.matrix.Provider;
import dev.saldo.domain.matrix.ProviderStatus;
import dev.saldo.domain.matrix.Resolution.Reason;
import dev.saldo.domain.matrix.RoleAssignment;
import dev.saldo.domain.pricing.Price;
import dev.saldo.domain.pricing.PriceComponent;
import dev.saldo.domain.pricing.PriceRow;
import dev.saldo.domain.pricing.Rounding;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.domain.wallet.AuthorizeOutcome.Held;
import dev.saldo.domain.wallet.AuthorizeOutcome.InsufficientCredits;
import dev.saldo.domain.wallet.AuthorizeOutcome.LimitReached;
import dev.saldo.domain.wallet.AuthorizeOutcome.NoRoute;
import dev.saldo.domain.wallet.AuthorizeOutcome.Refusal;
import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.DecisionRecord;
import dev.saldo.domain.wallet.Estimate;
import dev.saldo.domain.wallet.LedgerCommand;
import dev.saldo.domain.wallet.Outcome;
import dev.saldo.domain.wallet.Reads;
import dev.saldo.domain.wallet.RefusalCode;
import dev.saldo.domain.wallet.Wallet;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AuthorizeCallTest {
  private static final String MINI = "openai/gpt-4o-mini";
  private static final String CLAUDE = "anthropic/claude-sonnet-5-5";
  private static final String GEMINI = "gemini/gemini-3.5-flash-lite";
  private static final String GROK = "xai/grok-4.3";

  private final InMemorySaldo saldo = new InMemorySaldo();

  @Test
  void holdsWhatTheEstimateCosts() {
    saldo.customer("school-42", "professional");
    Held held = saldo.held(diaryAnalysis().by("ana").tokens(1500, 800).request());
    assertThat(held.hold().route().model()).hasToString(MINI);
    assertThat(held.hold().credits()).isEqualTo(Credits.of(3));
    assertThat(held.standing().available()).isEqualTo(Credits.of(597));
    assertThat(held.hold().frozenTerms().priceRule()).isEqualTo("default");
    assertThat(held.hold().expiresAt()).isEqualTo(Instant.parse("2026-11-10T15:15:00Z"));
  }

  @Test
  void opensNewCustomersOnThePlanFree() {
    saldo.put("school-42", Optional.empty(), Set.of());
    assertThat(saldo.standing("school-42").available()).isEqualTo(Credits.of(100));
  }

  @ParameterizedTest
  @CsvSource({"free, 3, 30", "professional, 10, 200"})
  void admitsTheCallsOfThePlanOnADay(String plan, long daily, long monthly) {
    saldo.customer("school-42", plan);
    saldo.buy("school-42", "100000");
    CallRequest request = diaryAnalysis().by("ana").request();
    for (long made = 1; made <= daily; made++) {
      Held held = saldo.held(request);
      assertThat(held.limits())
          .extracting(state -> state.limit().max(), state -> state.counter().reserved())
          .containsExactly(tuple(daily, made), tuple(monthly, made));
    }
    Refusal refusal = saldo.refused(request).refused().reason();
    assertThat(RefusalCode.of(refusal)).isEqualTo("daily_limit");
    assertThat(((LimitReached) refusal).state().window().end())
        .isEqualTo(Instant.parse("2026-11-11T03:00:00Z"));
  }

  @Test
  void countsUsersAndFeaturesApart() {
    saldo.customer("school-42", "free");
    for (int made = 0; made < 3; made++) {
      saldo.held(diaryAnalysis().by("ana").request());
    }
    saldo.refused(diaryAnalysis().by("ana").request());
    saldo.held(diaryAnalysis().by("bia").request());
    saldo.held(diaryAnalysis().request());
    saldo.held(call("clarity_test").by("ana").request());
  }

  @Test
  void admitsThirtyCallsAMonthOnThePlanFree() {
    saldo.customer("school-42", "free");
    CallRequest request = diaryAnalysis().by("ana").credits("1").request();
    for (int day = 0; day < 10; day++) {
      saldo.clock.set(Instant.parse("2026-11-11T03:00:00Z").plusSeconds(day * 86_400L));
      for (int made = 0; made < 3; made++) {
        saldo.settle(saldo.held(request).id(), TokenUsage.ofTokens(100, 0));
      }
    }
    saldo.clock.set(Instant.parse("2026-11-21T03:00:00Z"));
    assertThat(codeOf(request)).isEqualTo("monthly_limit");
    saldo.clock.set(Instant.parse("2026-12-01T03:00:00Z"));
    saldo.held(request);
  }

  @Test
  void takesTheNextModelWhenTheFirstIsUsedUp() {
    saldo.customer("school-42", "premium");
    CallRequest request = diaryAnalysis().by("ana").request();
    assertThat(saldo.held(request).hold().route().fallbacks())
        .containsExactly(ModelId.parse(CLAUDE));
    for (int made = 1; made < 50; made++) {
      saldo.held(request);
    }
    Held next = saldo.held(request);
    assertThat(next.hold().route().model()).hasToString(CLAUDE);
    assertThat(next.limits().getFirst().counter()).isEqualTo(new Counter(0, 1));
  }

  @Test
  void neitherLimitsNorChargesThePlanUnlimited() {
    saldo.customer("school-42", "unlimited");
    for (int made = 0; made < 100; made++) {
      Held held = saldo.held(diaryAnalysis().by("ana").tokens(900_000, 0).request());
      assertThat(held.hold().credits()).isEqualTo(Credits.ZERO);
      assertThat(held.limits()).isEmpty();
    }
  }

  @Test
  void givesAWantedModelNoFallbackUnlessAllowed() {
    saldo.customer("school-42", "premium");
    for (int made = 0; made < 50; made++) {
      assertThat(saldo.held(diaryAnalysis().by("ana").on(CLAUDE).request()).hold().route().model())
          .hasToString(CLAUDE);
    }
    assertThat(codeOf(diaryAnalysis().by("ana").on(CLAUDE).request())).isEqualTo("daily_limit");
    Held held = saldo.held(diaryAnalysis().by("ana").on(CLAUDE).withFallback().request());
    assertThat(held.hold().route().model()).hasToString(MINI);
  }

  @ParameterizedTest
  @CsvSource({
    "free, diary_analysis, anthropic/claude-sonnet-5-5, MODEL_NOT_ALLOWED",
    "premium, diary_analysis, gemini/gemini-3.5-flash-lite, MODEL_NOT_ALLOWED",
    "premium, diary_analysis, openai/gpt-9, MODEL_NOT_ALLOWED",
    "premium, admin_oracle, , FEATURE_NOT_IN_PLAN",
    "premium, mind_reading, , FEATURE_UNKNOWN"
  })
  void refusesWhatTheMatrixDoesNotOffer(String plan, String feature, String model, Reason reason) {
    saldo.customer("school-42", plan);
    CallSample sample = call(feature);
    CallRequest request = model == null ? sample.request() : sample.on(model).request();
    assertThat(saldo.refused(request).refused().reason()).isEqualTo(new NoRoute(reason));
  }

  @Test
  void letsAdminsUseEveryProviderWithoutLimits() {
    Customer school = saldo.customer("school-42", "free");
    saldo.user(school, "root", "admin", Set.of());
    Held held = saldo.held(call("admin_oracle").by("root").on(GEMINI).request());
    assertThat(held.limits()).isEmpty();
    assertThat(held.hold().call().profile()).isEqualTo("admin");
    assertThat(codeOf(call("admin_oracle").by("ana").request())).isEqualTo("feature_not_in_plan");
  }

  @Test
  void takesProfileAndGroupsOfTheRequestFromAServer() {
    saldo.customer("school-42", "free");
    Held held = saldo.held(call("admin_oracle").by("root").as("admin").in("beta").request());
    assertThat(held.hold().call().groups()).containsExactly("beta");
  }

  @Test
  void refusesProfileAndGroupsFromTheKeyOfACustomer() {
    saldo.customer("school-42", "free");
    var bound = saldo.boundTo("school-42");
    assertThat(ask(bound, diaryAnalysis().as("admin")))
        .isEqualTo(new CallResult.ContextForbidden("profile"));
    assertThat(ask(bound, diaryAnalysis().in("beta")))
        .isEqualTo(new CallResult.ContextForbidden("groups"));
    assertThat(ask(bound, diaryAnalysis())).isInstanceOf(CallResult.Held.class);
    saldo.customer("school-43", "free");
    assertThat(ask(bound, diaryAnalysis().of("school-43")))
        .isEqualTo(new CallResult.CustomerUnknown());
  }

  @Test
  void answersAnUnknownCustomer() {
    assertThat(saldo.authorize(diaryAnalysis().request()))
        .isEqualTo(new CallResult.CustomerUnknown());
  }

  @Test
  void letsTestersUseProvidersUnderTest() {
    InMemorySaldo trying = new InMemorySaldo(withGrokUnderTest());
    Customer school = trying.put("school-42", Optional.of("free"), Set.of());
    trying.user(school, "ana", "user", Set.of("beta"));
    trying.user(school, "bia", "user", Set.of("vip"));
    CallSample wanting = diaryAnalysis().on(GROK);
    assertThat(trying.held(wanting.by("ana").request()).hold().route().model()).hasToString(GROK);
    assertThat(trying.refused(wanting.by("bia").request()).refused().reason())
        .isEqualTo(new NoRoute(Reason.NO_PROVIDER_AVAILABLE));

    trying.put("school-42", Optional.of("free"), Set.of("beta"));
    assertThat(trying.held(wanting.by("bia").request()).hold().route().model()).hasToString(GROK);
  }

  @Test
  void takesTheUsualSizeOfTheFeatureAsEstimate() {
    saldo.customer("school-42", "free");
    assertThat(saldo.held(diaryAnalysis().request()).hold().estimate())
        .isEqualTo(new Estimate.OfUsage(TokenUsage.ofTokens(1500, 800)));
  }

  @Test
  void takesCreditsCallsAndUnitsAsEstimate() {
    saldo.customer("school-42", "free");
    assertThat(saldo.held(diaryAnalysis().credits("7.5").request()).hold().credits())
        .isEqualTo(Credits.parse("7.5"));
    Estimate calls = new Estimate.OfUsage(new TokenUsage(2, Map.of(), Map.of()));
    Held two = saldo.held(diaryAnalysis().estimating(calls).request());
    assertThat(two.hold().calls()).isEqualTo(2);
    assertThat(two.hold().credits()).isEqualTo(Credits.ZERO);
    Estimate pages =
        new Estimate.OfUsage(new TokenUsage(1, Map.of(INPUT, 1001L), Map.of("page", 3L)));
    assertThat(saldo.held(call("clarity_test").estimating(pages).request()).hold().credits())
        .isEqualTo(Credits.of(2));
  }

  @Test
  void needsAnEstimateForAFeatureWithoutAUsualSize() {
    InMemorySaldo sizeless =
        new InMemorySaldo(new CatalogEdit().feature(summary(FeatureBilling.OWN, true)).document());
    sizeless.customer("school-42", "free");
    assertThat(sizeless.authorize(call("chat_summary").request()))
        .isEqualTo(new CallResult.EstimateRequired());
    assertThat(sizeless.held(call("chat_summary").credits("1").request()).hold().credits())
        .isEqualTo(Credits.of(1));
  }

  @Test
  void answersAFeatureThatIsSwitchedOffLikeAnUnknownOne() {
    InMemorySaldo off =
        new InMemorySaldo(new CatalogEdit().feature(summary(FeatureBilling.OWN, false)).document());
    off.customer("school-42", "free");
    assertThat(off.refused(call("chat_summary").request()).refused().reason())
        .isEqualTo(new NoRoute(Reason.FEATURE_UNKNOWN));
  }

  @Test
  void holdsNothingForAFreeFeature() {
    InMemorySaldo generous =
        new InMemorySaldo(new CatalogEdit().feature(summary(FeatureBilling.FREE, true)).document());
    generous.customer("school-42", "free");
    Held held = generous.held(call("chat_summary").tokens(500_000, 0).request());
    assertThat(held.hold().credits()).isEqualTo(Credits.ZERO);
    generous.settle(held.id(), TokenUsage.ofTokens(500_000, 0));
    assertThat(generous.standing("school-42").available()).isEqualTo(Credits.of(100));
  }

  @Test
  void takesACheaperModelOnlyWhenToldTo() {
    InMemorySaldo priced = new InMemorySaldo(withDearGpt());
    priced.customer("school-42", "premium");
    CallSample dear = diaryAnalysis().tokens(1_000_000, 0);
    assertThat(priced.refused(dear.request()).refused().reason())
        .isInstanceOf(InsufficientCredits.class);
    Held held = priced.held(dear.withDowngrade().request());
    assertThat(held.hold().route().model()).hasToString(CLAUDE);
    assertThat(held.hold().credits()).isEqualTo(Credits.of(1000));
  }

  @Test
  void replaysADowngradedAnswer() {
    InMemorySaldo priced = new InMemorySaldo(withDearGpt());
    priced.customer("school-42", "premium");
    CallRequest request = diaryAnalysis().tokens(1_000_000, 0).withDowngrade().request();
    Optional<RequestKey> key = key("k1", "body");
    CallResult first = priced.authorizeCall.authorize(priced.caller, request, key, Untold.audit());
    CallResult again = priced.authorizeCall.authorize(priced.caller, request, key, Untold.audit());
    assertThat(again).isEqualTo(new CallResult.Held(((CallResult.Held) first).held(), true));
  }

  @Test
  void answersADowngradeThatTheSameRequestMadeMeanwhile() {
    InMemorySaldo priced = new InMemorySaldo(withDearGpt());
    priced.customer("school-42", "premium");
    CallRequest request = diaryAnalysis().tokens(1_000_000, 0).withDowngrade().request();
    Optional<RequestKey> key = key("k1", "body");
    List<CallResult> twin = new ArrayList<>();
    Ledger slow =
        new Ledger() {
          @Override
          public <R extends Outcome> Decision<R> submit(LedgerCommand<R> command) {
            Decision<R> decision = priced.ledger.submit(command);
            if (twin.isEmpty()) {
              twin.add(priced.authorizeCall.authorize(priced.caller, request, key, Untold.audit()));
            }
            return decision;
          }

          @Override
          public List<Decision<?>> submitAll(List<? extends LedgerCommand<?>> commands) {
            return priced.ledger.submitAll(commands);
          }

          @Override
          public Sight look(
              TenantId tenant, WalletId wallet, BiFunction<Wallet, Instant, Reads> reads) {
            return priced.ledger.look(tenant, wallet, reads);
          }
        };
    AuthorizeCall authorize =
        new AuthorizeCall(
            priced.customers,
            priced.catalog,
            new PrepareCall(priced.clock),
            slow,
            priced.openCustomer);
    assertThat(authorize.authorize(priced.caller, request, key, Untold.audit()))
        .isEqualTo(new CallResult.Held(((CallResult.Held) twin.getFirst()).held(), true));
    assertThat(priced.standing("school-42").held()).isEqualTo(Credits.of(1000));
  }

  @Test
  void refusesWhenNoCheaperModelFitsEither() {
    InMemorySaldo priced = new InMemorySaldo(withDearGpt());
    priced.customer("school-42", "premium");
    CallRequest request = diaryAnalysis().tokens(7_000_000, 0).withDowngrade().request();
    assertThat(priced.refused(request).refused().reason())
        .isEqualTo(new InsufficientCredits(Credits.of(70_000), Credits.of(6_000)));
  }

  @Test
  void answersTheSameKeyWithTheFirstAnswer() {
    saldo.customer("school-42", "free");
    CallRequest request = diaryAnalysis().request();
    CallResult first =
        saldo.authorizeCall.authorize(saldo.caller, request, key("k1", "body"), Untold.audit());
    CallResult again =
        saldo.authorizeCall.authorize(saldo.caller, request, key("k1", "body"), Untold.audit());
    assertThat(again).isEqualTo(new CallResult.Held(((CallResult.Held) first).held(), true));
    assertThat(saldo.standing("school-42").held()).isEqualTo(Credits.of(3));
    assertThat(
            saldo.authorizeCall.authorize(
                saldo.caller, request, key("k1", "other"), Untold.audit()))
        .isEqualTo(new CallResult.KeyReused());
  }

  @Test
  void decidesAfreshUnderTheKeyOfARefusal() {
    saldo.customer("school-42", "free");
    CallRequest request = diaryAnalysis().tokens(150_000, 0).request();
    assertThat(
            saldo.authorizeCall.authorize(saldo.caller, request, key("k1", "body"), Untold.audit()))
        .isInstanceOf(CallResult.Refused.class);
    saldo.buy("school-42", "50");
    assertThat(
            saldo.authorizeCall.authorize(saldo.caller, request, key("k1", "body"), Untold.audit()))
        .isInstanceOf(CallResult.Held.class);
  }

  @Test
  void checksWithoutAnEffect() {
    Customer school = saldo.customer("school-42", "free");
    CallResult checked = saldo.authorizeCall.check(saldo.caller, diaryAnalysis().request());
    assertThat(checked).isInstanceOf(CallResult.Held.class);
    assertThat(saldo.standing("school-42").held()).isEqualTo(Credits.ZERO);
    CallResult tooMuch =
        saldo.authorizeCall.check(saldo.caller, diaryAnalysis().tokens(150_000, 0).request());
    assertThat(((CallResult.Refused) tooMuch).options()).isNotEmpty();
    assertThat(saldo.ledger.decisions(school.wallet())).isEmpty();
  }

  @Test
  void explainsEveryDecision() {
    Customer school = saldo.customer("school-42", "free");
    saldo.held(diaryAnalysis().request());
    saldo.refused(diaryAnalysis().on(CLAUDE).request());
    assertThat(saldo.ledger.decisions(school.wallet()))
        .extracting(DecisionRecord::outcome)
        .containsExactly("held", "model_not_allowed");
  }

  @Test
  void decidesOnACatalogueThatAnotherInstancePublished() {
    Customer school = saldo.customer("school-42", "free");
    CatalogDocument closed =
        new CatalogEdit().withoutCells(cell -> cell.plan().equals("free")).document();
    saldo.catalog.otherInstance().publish(saldo.tenant.id(), closed);
    assertThat(saldo.catalog.current(saldo.tenant.id()).version()).isEqualTo(1);
    assertThat(codeOf(diaryAnalysis().request())).isEqualTo("feature_not_in_plan");
    assertThat(saldo.ledger.decisions(school.wallet()))
        .singleElement()
        .extracting(DecisionRecord::catalogVersion)
        .isEqualTo(2);
  }

  @Test
  void givesUpAfterThreeStaleAnswers() {
    Customer school = saldo.customer("school-42", "free");
    saldo.ledger.catalogVersion(saldo.tenant.id(), 99);
    AtomicInteger readAgain = new AtomicInteger();
    Catalog behind =
        new Catalog() {
          @Override
          public boolean isEmpty(TenantId tenant) {
            return saldo.catalog.isEmpty(tenant);
          }

          @Override
          public CatalogDocument current(TenantId tenant) {
            return saldo.catalog.current(tenant);
          }

          @Override
          public Optional<CatalogDocument> version(TenantId tenant, int version) {
            return saldo.catalog.version(tenant, version);
          }

          @Override
          public CatalogDocument refresh(TenantId tenant) {
            readAgain.incrementAndGet();
            return saldo.catalog.refresh(tenant);
          }

          @Override
          public CatalogDocument publish(TenantId tenant, CatalogDocument document) {
            return saldo.catalog.publish(tenant, document);
          }

          @Override
          public boolean replace(TenantId tenant, CatalogDocument next, AuditNote note) {
            return saldo.catalog.replace(tenant, next, note);
          }
        };
    AuthorizeCall authorize =
        new AuthorizeCall(
            saldo.customers,
            behind,
            new PrepareCall(saldo.clock),
            saldo.ledger,
            saldo.openCustomer);
    assertThatThrownBy(
            () ->
                authorize.authorize(
                    saldo.caller, diaryAnalysis().request(), Optional.empty(), Untold.audit()))
        .isInstanceOf(UnavailableException.class)
        .hasMessage("catalogue is unavailable");
    assertThat(readAgain).hasValue(3);
    assertThat(saldo.ledger.decisions(school.wallet())).isEmpty();
  }

  @Test
  void decidesOnThePlanTheCustomerIsOnNow() {
    saldo.customer("school-42", "free");
    saldo.refused(diaryAnalysis().on(CLAUDE).request());
    saldo.customer("school-42", "premium");
    assertThat(saldo.held(diaryAnalysis().on(CLAUDE).request()).hold().frozenTerms().plan())
        .isEqualTo("premium");
  }

  @Test
  void asksForTheRoleThatIsWanted() {
    saldo.customer("school-42", "premium");
    Held voting = saldo.held(call("legal_reports").inRole("consensus").request());
    assertThat(voting.hold().route().role()).isEqualTo("consensus");
    assertThat(voting.hold().route().model()).hasToString(CLAUDE);
    assertThat(codeOf(call("legal_reports").inRole("analysis").request()))
        .isEqualTo("feature_not_in_plan");
  }

  private String codeOf(CallRequest request) {
    return RefusalCode.of(saldo.refused(request).refused().reason());
  }

  private CallResult ask(Caller caller, CallSample sample) {
    return saldo.authorizeCall.authorize(
        caller, sample.request(), Optional.empty(), Untold.audit());
  }

  private static Optional<RequestKey> key(String key, String content) {
    return Optional.of(new RequestKey(key, InMemorySaldo.digest(content)));
  }

  private static Feature summary(FeatureBilling billing, boolean active) {
    return new Feature(
        "chat_summary",
        "Chat summary",
        FeatureCategory.CHAT,
        Optional.empty(),
        Optional.empty(),
        billing,
        active);
  }

  /** 10 credits for every started 1,000 tokens on openai, 1 on all others. */
  private static CatalogDocument withDearGpt() {
    return new CatalogEdit()
        .prices(CatalogEdit.priceOf("openai", perThousand(10)), PriceRow.byDefault(perThousand(1)))
        .document();
  }

  private static Price perThousand(long credits) {
    return Price.of(
        new PriceComponent.PerTokenBlock(1000, Credits.of(credits)), Rounding.UP_TO_CREDIT);
  }

  /** xai serves diary analyses on the plan free, to testers: members of the group beta. */
  private static CatalogDocument withGrokUnderTest() {
    Provider grok = StarterCatalog.document(false).matrix().provider("xai").orElseThrow();
    assertThat(grok.status()).isEqualTo(ProviderStatus.TESTING);
    return new CatalogEdit()
        .group(new Group("beta", true))
        .group(new Group("vip", false))
        .role(new RoleAssignment("diary_analysis", "xai", "analysis", BigDecimal.ONE, true))
        .cell(
            new MatrixCell(
                "free",
                "user",
                "diary_analysis",
                ModelId.parse(GROK),
                Optional.empty(),
                Optional.empty(),
                Origin.STANDARD,
                Optional.empty(),
                true))
        .document();
  }
}

package dev.saldo.application.wallet;

import static dev.saldo.application.Concurrently.inParallel;
import static dev.saldo.application.wallet.CallSample.call;
import static dev.saldo.application.wallet.CallSample.diaryAnalysis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.saldo.application.InMemorySaldo;
import dev.saldo.application.Interruption;
import dev.saldo.application.PageRequest;
import dev.saldo.application.audit.Action;
import dev.saldo.application.audit.Audit;
import dev.saldo.application.audit.AuditLog;
import dev.saldo.application.audit.AuditRecord;
import dev.saldo.application.audit.Author;
import dev.saldo.application.audit.Untold;
import dev.saldo.application.catalog.CatalogEdit;
import dev.saldo.domain.Credits;
import dev.saldo.domain.Key;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.catalog.CatalogSettings;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.matrix.Feature;
import dev.saldo.domain.matrix.FeatureBilling;
import dev.saldo.domain.matrix.FeatureCategory;
import dev.saldo.domain.matrix.Resolution;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.OverrunPolicy;
import dev.saldo.domain.plan.Plan;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.domain.wallet.AuthorizeOutcome;
import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.DecisionRecord;
import dev.saldo.domain.wallet.Entry;
import dev.saldo.domain.wallet.EntryKind;
import dev.saldo.domain.wallet.LedgerCommand;
import dev.saldo.domain.wallet.Outcome;
import dev.saldo.domain.wallet.Reads;
import dev.saldo.domain.wallet.Wallet;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Calls of customers whom nobody has opened, under a catalogue that lets calls open them. */
final class AutoCreationTest {
  private static final Key SCHOOL = new Key("school-42");
  private static final Set<String> VIP = Set.of("vip");
  private static final int CALLERS = 64;

  private final InMemorySaldo saldo = new InMemorySaldo(opening("free").document());

  private final Audit<ReadWallet.View> audit =
      Audit.of(
          new Author("key_test", "test", Optional.empty()),
          "customer",
          view -> view.customer().key().value(),
          view -> view.wallet().wallet().terms().plan());

  private static CatalogEdit opening(String plan) {
    return new CatalogEdit().settings(CatalogSettings.NONE.withAutoCreation(plan));
  }

  @Test
  void opensTheCustomerOnThePlanThatTheSettingNames() {
    InMemorySaldo professional = new InMemorySaldo(opening("professional").document());

    AuthorizeOutcome.Held held = professional.held(diaryAnalysis().request());

    assertThat(held.standing().available()).isEqualTo(Credits.of(597));
    Customer customer = professional.customers.find(professional.tenant.id(), SCHOOL).orElseThrow();
    assertThat(customer)
        .isEqualTo(
            new Customer(
                SCHOOL,
                held.id().wallet(),
                Optional.empty(),
                Set.of(),
                customer.metadata(),
                Samples.START,
                true));
    Wallet wallet =
        professional.ledger.wallet(professional.tenant.id(), customer.wallet()).orElseThrow();
    assertThat(wallet.terms().plan()).isEqualTo("professional");
    assertThat(wallet.zone()).isEqualTo(ZoneId.of("UTC"));
  }

  @Test
  void refusesAnUnknownCustomerWhereTheSettingIsLeftOut() {
    InMemorySaldo strict = new InMemorySaldo();

    assertThat(strict.authorize(diaryAnalysis().request()))
        .isEqualTo(new CallResult.CustomerUnknown());
    assertThat(strict.customers.find(strict.tenant.id(), SCHOOL)).isEmpty();
  }

  /** The catalogue that an instance knows may be older than the setting. */
  @Test
  void obeysASettingThatAnotherInstanceHasJustPublished() {
    InMemorySaldo strict = new InMemorySaldo();
    assertThat(strict.authorize(diaryAnalysis().request()))
        .isEqualTo(new CallResult.CustomerUnknown());
    strict.catalog.otherInstance().publish(strict.tenant.id(), opening("free").document());
    assertThat(strict.held(diaryAnalysis().request()).standing().available())
        .isEqualTo(Credits.of(97));

    strict.catalog.otherInstance().publish(strict.tenant.id(), new CatalogEdit().document());
    assertThat(strict.authorize(diaryAnalysis().of("other").request()))
        .isEqualTo(new CallResult.CustomerUnknown());
  }

  @Test
  void tellsTheAuditLogWhoseCallItWasAndWhy() {
    authorize(saldo, diaryAnalysis());
    authorize(saldo, diaryAnalysis());

    assertThat(told(saldo))
        .extracting(
            AuditRecord::author,
            record -> record.difference().kind(),
            record -> record.difference().key(),
            record -> record.difference().action(),
            record -> record.difference().after())
        .containsExactly(
            tuple(
                new Author(
                    "key_test", "test", Optional.of("first call; auto_create_customers: free")),
                "customer",
                "school-42",
                Action.CREATED,
                Optional.of("free")));
  }

  @Test
  void opensOnceHoweverManyCallAtOnce() throws Exception {
    InMemorySaldo premium = new InMemorySaldo(opening("premium").document());

    List<CallResult> results =
        inParallel(CALLERS, () -> authorize(premium, call("user_chat").credits("1").as("admin")));

    assertThat(results).hasSize(CALLERS).allMatch(CallResult.Held.class::isInstance);
    assertThat(premium.ledger.wallets(premium.tenant.id())).hasSize(1);
    assertThat(premium.standing("school-42").available()).isEqualTo(Credits.of(6_000 - CALLERS));
    assertThat(told(premium)).hasSize(1);
  }

  /** A customer whom an administrator opens at the same time is as the administrator wants it. */
  @Test
  void leavesACustomerWhomAnotherRequestOpensMeanwhileAsItIs() {
    for (Place place : Place.values()) {
      InMemorySaldo raced = new InMemorySaldo(opening("free").document());
      OpenCustomer slow =
          overtaken(raced, place, () -> raced.put("school-42", Optional.of("premium"), VIP));

      assertThat(authorize(raced, slow, diaryAnalysis())).isInstanceOf(CallResult.Held.class);

      assertThat(plan(raced)).isEqualTo("premium");
      Customer customer = raced.customers.find(raced.tenant.id(), SCHOOL).orElseThrow();
      assertThat(customer.groups()).isEqualTo(VIP);
      assertThat(customer.name()).contains("school-42");
    }
  }

  @Test
  void tellsOnceThatTwoFirstCallsOpenedTheCustomer() {
    for (Place place : Place.values()) {
      InMemorySaldo raced = new InMemorySaldo(opening("free").document());
      OpenCustomer slow =
          overtaken(raced, place, () -> authorize(raced, diaryAnalysis().by("bia")));

      authorize(raced, slow, diaryAnalysis());

      assertThat(told(raced)).hasSize(1);
      assertThat(grants(raced)).containsExactly("100");
    }
  }

  /** Where another request overtakes an opening. */
  private enum Place {
    BEFORE_IT_IS_RECORDED,
    BEFORE_THE_WALLET_IS_OPEN,
    BEFORE_IT_IS_MARKED_OPEN
  }

  private static OpenCustomer overtaken(InMemorySaldo saldo, Place place, Runnable other) {
    AtomicBoolean done = new AtomicBoolean();
    Consumer<Place> at =
        here -> {
          if (here == place && !done.getAndSet(true)) {
            other.run();
          }
        };
    return new OpenCustomer(
        saldo.customers,
        new Overtaken(saldo.ledger, at),
        time -> {
          at.accept(Place.BEFORE_IT_IS_RECORDED);
          return saldo.ids.next(time);
        },
        saldo.clock,
        saldo.clock);
  }

  /** A ledger that tells when an opening is at a place. */
  private record Overtaken(Ledger ledger, Consumer<Place> at) implements Ledger {
    @Override
    public <R extends Outcome> Decision<R> submit(LedgerCommand<R> command) {
      at.accept(Place.BEFORE_THE_WALLET_IS_OPEN);
      return ledger.submit(command);
    }

    @Override
    public List<Decision<?>> submitAll(List<? extends LedgerCommand<?>> commands) {
      return ledger.submitAll(commands);
    }

    @Override
    public Sight look(TenantId tenant, WalletId of, BiFunction<Wallet, Instant, Reads> reads) {
      at.accept(Place.BEFORE_IT_IS_MARKED_OPEN);
      return ledger.look(tenant, of, reads);
    }
  }

  /** An administrator's request is recorded, but has opened nothing yet. */
  @Test
  void keepsWhatAnInterruptedRequestHasRecorded() {
    saldo.customers.add(
        saldo.tenant.id(),
        new Customer(
            SCHOOL,
            saldo.ids.next(Samples.START),
            Optional.of("School"),
            Set.of("vip"),
            Map.of(),
            Samples.START,
            false));

    saldo.held(diaryAnalysis().request());

    Customer customer = saldo.customers.find(saldo.tenant.id(), SCHOOL).orElseThrow();
    assertThat(customer.name()).contains("School");
    assertThat(customer.groups()).containsExactly("vip");
    saldo.put("school-42", Optional.of("premium"), Set.of());
    assertThat(plan(saldo)).isEqualTo("premium");
  }

  @Test
  void completesAnOpeningThatWasInterruptedAnywhere() {
    int places =
        Interruption.everywhere(
            interruption -> {
              InMemorySaldo fresh = new InMemorySaldo(opening("free").document());
              Customers customers = interruption.watch(Customers.class, fresh.customers);
              Ledger ledger = interruption.watch(Ledger.class, fresh.ledger);
              OpenCustomer dying =
                  new OpenCustomer(customers, ledger, fresh.ids, fresh.clock, fresh.clock);
              interruption.run(() -> authorize(fresh, dying, diaryAnalysis()));

              assertThat(authorize(fresh, diaryAnalysis().by("bia")))
                  .isInstanceOf(CallResult.Held.class);

              assertThat(grants(fresh)).containsExactly("100");
              assertThat(told(fresh)).hasSize(1);
            });
    assertThat(places).isEqualTo(8);
  }

  @Test
  void opensNobodyForACallThatNoCustomerMayMake() {
    CallResult unknown = saldo.authorize(call("palm_reading").request());
    assertThat(unknown)
        .isEqualTo(
            new CallResult.NobodyOpened(
                new AuthorizeOutcome.NoRoute(Resolution.Reason.FEATURE_UNKNOWN)));
    saldo.ledger.suspend(saldo.tenant.id());
    assertThat(saldo.authorize(diaryAnalysis().request()))
        .isEqualTo(new CallResult.NobodyOpened(new AuthorizeOutcome.TenantSuspended()));
    assertNobody(saldo);
  }

  @Test
  void opensNobodyForACallWithoutASize() {
    InMemorySaldo sizeless =
        new InMemorySaldo(
            opening("free")
                .feature(
                    new Feature(
                        "poem",
                        "Poem",
                        FeatureCategory.CHAT,
                        Optional.empty(),
                        Optional.empty(),
                        FeatureBilling.OWN,
                        true))
                .document());

    assertThat(sizeless.authorize(call("poem").request()))
        .isEqualTo(new CallResult.EstimateRequired());
    assertNobody(sizeless);
  }

  @Test
  void opensNobodyButItsOwnCustomerForABoundKey() {
    Caller other = saldo.boundTo("school-43");

    assertThat(authorize(saldo, other, diaryAnalysis()))
        .isEqualTo(new CallResult.CustomerUnknown());
    assertThat(authorize(saldo, saldo.boundTo("school-42"), diaryAnalysis().as("admin")))
        .isEqualTo(new CallResult.ContextForbidden("profile"));
    assertThat(saldo.authorizeCall.check(other, diaryAnalysis().request()))
        .isEqualTo(new CallResult.CustomerUnknown());
    assertThat(new QuoteUsage(saldo.customers, saldo.catalog, saldo.clock).quote(other, quote()))
        .isEqualTo(new QuoteUsage.Result.CustomerUnknown());
    assertThat(resolve(saldo, other)).isEqualTo(new ResolveRoutes.Result.CustomerUnknown());
    assertThat(limits(saldo).read(other, SCHOOL, Optional.empty(), Optional.empty())).isEmpty();
    assertNobody(saldo);
  }

  /** Whoever is refused by plan or wallet is a customer: it can be helped, and be told why. */
  @Test
  void opensACustomerWhomPlanOrWalletRefuses() {
    InMemorySaldo prepaid = new InMemorySaldo(prepaid());

    CallResult.Refused refused = prepaid.refused(diaryAnalysis().request());

    assertThat(refused.refused().reason()).isInstanceOf(AuthorizeOutcome.InsufficientCredits.class);
    assertThat(refused.options()).anyMatch(CallResult.Option.TopUp.class::isInstance);
    Customer customer = prepaid.customers.find(prepaid.tenant.id(), SCHOOL).orElseThrow();
    assertThat(prepaid.ledger.decisions(customer.wallet()))
        .extracting(DecisionRecord::outcome)
        .containsExactly("insufficient_credits");
    prepaid.buy("school-42", "100");
    assertThat(prepaid.authorize(diaryAnalysis().request())).isInstanceOf(CallResult.Held.class);

    saldo.refused(call("admin_oracle").request());
    assertThat(plan(saldo)).isEqualTo("free");
  }

  private static CatalogDocument prepaid() {
    PlanTerms terms =
        new PlanTerms(
            "free", 1, Credits.ZERO, Enforcement.HARD, OverrunPolicy.CHARGE, Credits.ZERO);
    return opening("free")
        .plan(new Plan(terms, "Prepaid", Optional.empty(), Optional.empty()))
        .document();
  }

  @Test
  void checksACallAsItWouldBeAuthorized() {
    for (CallSample sample :
        List.of(
            diaryAnalysis(),
            diaryAnalysis().credits("1000"),
            call("admin_oracle"),
            diaryAnalysis().on("anthropic/claude-haiku-4-5"))) {
      InMemorySaldo fresh = new InMemorySaldo(opening("free").document());
      CallResult checked = fresh.authorizeCall.check(fresh.caller, sample.request());
      assertNobody(fresh);
      CallResult authorized = fresh.authorize(sample.request());

      assertThat(answer(checked)).isEqualTo(answer(authorized));
    }
  }

  /** What callers are told, without the ids of what is stored. */
  private static List<?> answer(CallResult result) {
    return switch (result) {
      case CallResult.Held(AuthorizeOutcome.Held held, boolean _) ->
          List.of(held.hold().route(), held.standing(), held.limits());
      case CallResult.Refused(AuthorizeOutcome.Refused refused, var options) ->
          List.of(refused.reason(), refused.standing(), refused.limits(), options);
      case CallResult other -> List.of(other);
    };
  }

  @Test
  void checksAnUnknownFeatureAsOneOfACustomer() {
    assertThat(saldo.authorizeCall.check(saldo.caller, call("palm_reading").request()))
        .isInstanceOfSatisfying(
            CallResult.Refused.class,
            refused ->
                assertThat(refused.refused().reason())
                    .isEqualTo(new AuthorizeOutcome.NoRoute(Resolution.Reason.FEATURE_UNKNOWN)));
    assertNobody(saldo);
  }

  @Test
  void answersQuestionsAsIfTheCustomerHadJustBeenOpened() {
    QuoteUsage quoteUsage = new QuoteUsage(saldo.customers, saldo.catalog, saldo.clock);
    QuoteUsage.Result quoted = quoteUsage.quote(saldo.caller, quote());
    ResolveRoutes.Result resolved = resolve(saldo, saldo.caller);
    Optional<ReadLimits.View> view =
        limits(saldo).read(saldo.caller, SCHOOL, Optional.empty(), Optional.empty());
    assertNobody(saldo);

    saldo.put("school-42", Optional.of("free"), Set.of());

    assertThat(quoted).isEqualTo(quoteUsage.quote(saldo.caller, quote()));
    assertThat(resolved).isEqualTo(resolve(saldo, saldo.caller));
    assertThat(view.orElseThrow().zone()).isEqualTo(ZoneId.of("UTC"));
    assertThat(view.orElseThrow().features())
        .extracting(ReadLimits.FeatureView::feature, ReadLimits.FeatureView::model)
        .isEqualTo(
            limits(saldo)
                .read(saldo.caller, SCHOOL, Optional.empty(), Optional.empty())
                .orElseThrow()
                .features()
                .stream()
                .map(each -> tuple(each.feature(), each.model()))
                .toList());
  }

  private static QuoteUsage.Request quote() {
    return new QuoteUsage.Request(
        Optional.of(SCHOOL),
        Optional.empty(),
        "diary_analysis",
        Optional.empty(),
        TokenUsage.ofTokens(1_500, 800));
  }

  private static ResolveRoutes.Result resolve(InMemorySaldo saldo, Caller caller) {
    return new ResolveRoutes(saldo.customers, saldo.catalog, saldo.clock)
        .resolve(
            caller,
            new ResolveRoutes.Request(
                Optional.of(SCHOOL),
                Optional.empty(),
                "diary_analysis",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
  }

  private static ReadLimits limits(InMemorySaldo saldo) {
    return new ReadLimits(saldo.customers, saldo.catalog, saldo.ledger, saldo.clock);
  }

  private CallResult authorize(InMemorySaldo of, CallSample sample) {
    return authorize(of, of.openCustomer, sample);
  }

  private CallResult authorize(InMemorySaldo of, OpenCustomer openCustomer, CallSample sample) {
    return new AuthorizeCall(
            of.customers, of.catalog, new PrepareCall(of.clock), of.ledger, openCustomer)
        .authorize(of.caller, sample.request(), Optional.empty(), audit);
  }

  private static CallResult authorize(InMemorySaldo of, Caller caller, CallSample sample) {
    return of.authorizeCall.authorize(caller, sample.request(), Optional.empty(), Untold.audit());
  }

  private static void assertNobody(InMemorySaldo saldo) {
    assertThat(saldo.customers.find(saldo.tenant.id(), SCHOOL)).isEmpty();
    assertThat(saldo.ledger.wallets(saldo.tenant.id())).isEmpty();
    assertThat(told(saldo)).isEmpty();
  }

  private static List<AuditRecord> told(InMemorySaldo saldo) {
    return saldo.auditLog.list(saldo.tenant.id(), AuditLog.Filter.ALL, PageRequest.first()).data();
  }

  private static String plan(InMemorySaldo saldo) {
    Customer customer = saldo.customers.find(saldo.tenant.id(), SCHOOL).orElseThrow();
    return saldo.ledger.wallet(saldo.tenant.id(), customer.wallet()).orElseThrow().terms().plan();
  }

  private static List<String> grants(InMemorySaldo saldo) {
    Customer customer = saldo.customers.find(saldo.tenant.id(), SCHOOL).orElseThrow();
    return saldo.ledger.entries(customer.wallet()).stream()
        .filter(entry -> entry.kind() == EntryKind.GRANT)
        .map(Entry::amount)
        .map(Credits::toString)
        .toList();
  }
}

package dev.saldo.application.wallet;

import static dev.saldo.application.wallet.CallSample.call;
import static dev.saldo.application.wallet.CallSample.diaryAnalysis;
import static dev.saldo.application.wallet.FirstCalls.SCHOOL;
import static dev.saldo.application.wallet.FirstCalls.assertNobody;
import static dev.saldo.application.wallet.FirstCalls.authorize;
import static dev.saldo.application.wallet.FirstCalls.opening;
import static dev.saldo.application.wallet.FirstCalls.plan;
import static dev.saldo.application.wallet.FirstCalls.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.saldo.application.InMemorySaldo;
import dev.saldo.application.audit.Action;
import dev.saldo.application.audit.AuditRecord;
import dev.saldo.application.audit.Author;
import dev.saldo.application.catalog.CatalogEdit;
import dev.saldo.domain.Credits;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.matrix.Feature;
import dev.saldo.domain.matrix.FeatureBilling;
import dev.saldo.domain.matrix.FeatureCategory;
import dev.saldo.domain.matrix.Resolution;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.OverrunPolicy;
import dev.saldo.domain.plan.Plan;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.wallet.AuthorizeOutcome;
import dev.saldo.domain.wallet.DecisionRecord;
import dev.saldo.domain.wallet.Wallet;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Calls that open their customer, under a catalogue that lets them, and calls that do not. */
final class AutoCreationTest {
  private final InMemorySaldo saldo = new InMemorySaldo(opening("free").document());

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
                Map.of(),
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
}

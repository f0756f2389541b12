package dev.saldo.application.wallet;

import static dev.saldo.application.wallet.CallSample.diaryAnalysis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.application.InMemorySaldo;
import dev.saldo.application.Interruption;
import dev.saldo.application.PageRequest;
import dev.saldo.application.audit.Action;
import dev.saldo.application.audit.Audit;
import dev.saldo.application.audit.AuditLog;
import dev.saldo.application.audit.AuditRecord;
import dev.saldo.application.audit.Author;
import dev.saldo.application.audit.Difference;
import dev.saldo.application.audit.Untold;
import dev.saldo.application.catalog.CatalogEdit;
import dev.saldo.application.catalog.StarterCatalog;
import dev.saldo.application.wallet.ChangeCustomerPlan.Request;
import dev.saldo.application.wallet.ChangeCustomerPlan.Result;
import dev.saldo.domain.Credits;
import dev.saldo.domain.Key;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.OverrunPolicy;
import dev.saldo.domain.plan.Plan;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.plan.PlanVersion;
import dev.saldo.domain.wallet.CancelOutcome;
import dev.saldo.domain.wallet.ChangeTime;
import dev.saldo.domain.wallet.PlanChange;
import dev.saldo.domain.wallet.PlanChangeOutcome;
import dev.saldo.domain.wallet.Wallet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ChangeCustomerPlanTest {
  private static final Key SCHOOL = new Key("school-42");
  private static final Optional<ChangeTime> END = Optional.of(ChangeTime.END_OF_CYCLE);
  private static final Instant DECEMBER = Instant.parse("2026-12-01T03:00:00Z");

  private static final Audit<CustomerPlanChange> TOLD =
      Audit.of(
          Author.COMMAND_LINE,
          "plan_change",
          told -> told.customer().value(),
          told -> told.change().time() + " to " + told.change().to().plan());

  private final InMemorySaldo saldo = new InMemorySaldo();
  private final ChangeCustomerPlan changePlan =
      new ChangeCustomerPlan(saldo.customers, saldo.catalog, saldo.ledger, saldo.auditLog);
  private final CancelScheduledPlan cancelPlan =
      new CancelScheduledPlan(saldo.customers, saldo.ledger, saldo.auditLog);

  @BeforeEach
  void openWallet() {
    saldo.customer("school-42", "professional");
  }

  @Test
  void upgradesNow() {
    PlanChange change = changed(change(request("premium", Optional.empty())));

    assertThat(change.from()).isEqualTo(new PlanVersion("professional", 1));
    assertThat(change.to()).isEqualTo(new PlanVersion("premium", 1));
    assertThat(change.at()).isEqualTo(Samples.START);
    assertThat(wallet().balances().available()).isEqualTo(Credits.of(600).plus(change.credits()));
  }

  @Test
  void downgradesAtTheEndOfTheCycle() {
    PlanChange change = scheduled(change(request("free", Optional.empty())));

    assertThat(change.at()).isEqualTo(DECEMBER);
    assertThat(change.credits()).isEqualTo(Credits.of(100));
    assertThat(wallet().terms().plan()).isEqualTo("professional");
  }

  @Test
  void saysWhatWouldBeAndChangesNothing() {
    Wallet before = wallet();
    Result preview = changePlan.preview(saldo.caller, SCHOOL, request("premium", Optional.empty()));

    assertThat(wallet()).isEqualTo(before);
    assertThat(changed(change(request("premium", Optional.empty())))).isEqualTo(changed(preview));
    assertThat(changePlan.preview(saldo.caller, SCHOOL, request("premium", Optional.empty())))
        .isEqualTo(new Result.Answered(new PlanChangeOutcome.AlreadyOnPlan(), false));
  }

  @Test
  void changesOnceForOneKey() {
    Result first = change(request("premium", Optional.empty()), "k1", "body");
    Wallet after = wallet();

    assertThat(change(request("premium", Optional.empty()), "k1", "body"))
        .isEqualTo(new Result.Answered(((Result.Answered) first).outcome(), true));
    assertThat(change(request("free", END), "k1", "other")).isEqualTo(new Result.KeyReused());
    assertThat(wallet()).isEqualTo(after);
  }

  @Test
  void isToldWithWhatHappensAndWhatWasCancelled() {
    change(request("premium", Optional.empty()));
    change(request("free", END), "k1", "body");
    change(request("free", END), "k1", "body");
    change(request("premium", Optional.empty()));
    changePlan.preview(saldo.caller, SCHOOL, request("free", Optional.empty()));
    cancelPlan.cancel(saldo.caller, SCHOOL, TOLD);
    cancelPlan.cancel(saldo.caller, SCHOOL, TOLD);

    assertThat(records(saldo))
        .containsExactly(
            told(Action.DELETED, "END_OF_CYCLE to free"),
            told(Action.CREATED, "END_OF_CYCLE to free"),
            told(Action.CREATED, "NOW to premium"));
  }

  /** Under the same key a repetition completes the record that a crash prevented. */
  @Test
  void isToldOnceWhereverItWasInterrupted() {
    Request premium = request("premium", Optional.empty());
    Optional<RequestKey> key = Optional.of(new RequestKey("k1", Samples.content("body")));
    int places =
        Interruption.everywhere(
            interruption -> {
              InMemorySaldo fresh = new InMemorySaldo();
              fresh.customer("school-42", "professional");
              ChangeCustomerPlan interrupted =
                  new ChangeCustomerPlan(
                      fresh.customers,
                      fresh.catalog,
                      interruption.watch(Ledger.class, fresh.ledger),
                      interruption.watch(AuditLog.class, fresh.auditLog));
              interruption.run(() -> interrupted.change(fresh.caller, SCHOOL, premium, key, TOLD));
              new ChangeCustomerPlan(fresh.customers, fresh.catalog, fresh.ledger, fresh.auditLog)
                  .change(fresh.caller, SCHOOL, premium, key, TOLD);

              assertThat(records(fresh)).containsExactly(told(Action.CREATED, "NOW to premium"));
            });
    assertThat(places).isEqualTo(4);
  }

  private static List<Difference> records(InMemorySaldo saldo) {
    return saldo
        .auditLog
        .list(saldo.tenant.id(), AuditLog.Filter.ALL, PageRequest.first())
        .data()
        .stream()
        .map(AuditRecord::difference)
        .toList();
  }

  private static Difference told(Action action, String what) {
    Optional<Object> there = Optional.of(what);
    boolean deleted = action == Action.DELETED;
    return new Difference(
        "plan_change",
        "school-42",
        action,
        deleted ? there : Optional.empty(),
        deleted ? Optional.empty() : there);
  }

  @Test
  void refusesAPlanThatIsNotThere() {
    assertThat(change(request("golden", Optional.empty()))).isEqualTo(new Result.PlanUnknown());
    assertThat(change(new Request("premium", OptionalInt.of(2), Optional.empty())))
        .isEqualTo(new Result.VersionUnknown());
  }

  @Test
  void refusesACustomerThatIsNotThereOrNotTheKeys() {
    Request premium = request("premium", Optional.empty());

    assertThat(changePlan.change(saldo.caller, new Key("other"), premium, Optional.empty(), TOLD))
        .isEqualTo(new Result.CustomerUnknown());
    assertThat(changePlan.preview(saldo.boundTo("other"), SCHOOL, premium))
        .isEqualTo(new Result.CustomerUnknown());
    assertThat(cancelPlan.cancel(saldo.boundTo("other"), SCHOOL, TOLD)).isEmpty();
  }

  @Test
  void movesToTheNewestVersionOrToOneThatIsNamed() {
    saldo.catalog.publish(
        saldo.tenant.id(), new CatalogEdit().plan(professional(2, 900)).document().withVersion(2));

    assertThat(changed(change(request("professional", Optional.empty()))).to())
        .isEqualTo(new PlanVersion("professional", 2));
    assertThat(
            scheduled(change(new Request("professional", OptionalInt.of(1), Optional.empty())))
                .to())
        .isEqualTo(new PlanVersion("professional", 1));
  }

  @Test
  void cancelsWhatWaits() {
    change(request("free", Optional.empty()));

    assertThat(cancelPlan.cancel(saldo.caller, SCHOOL, TOLD))
        .get()
        .isInstanceOf(CancelOutcome.Cancelled.class);
    assertThat(cancelPlan.cancel(saldo.caller, SCHOOL, TOLD))
        .contains(new CancelOutcome.NothingScheduled());
    saldo.clock.advance(Duration.ofDays(60));
    assertThat(saldo.readWallet.read(saldo.caller, SCHOOL).orElseThrow().wallet().wallet().terms())
        .isEqualTo(StarterCatalog.document(false).plan("professional").orElseThrow().terms());
  }

  @Test
  void callsGoOnWhereThePlanTurns() {
    change(request("premium", END));
    saldo.clock.advance(Duration.between(Samples.START, DECEMBER));

    CallResult.Held held =
        (CallResult.Held)
            saldo.authorizeCall.authorize(
                saldo.caller, diaryAnalysis().request(), Optional.empty(), Untold.audit());

    assertThat(held.held().hold().frozenTerms().plan()).isEqualTo("premium");
    assertThat(wallet().terms().plan()).isEqualTo("premium");
  }

  private static Plan professional(int version, long allowance) {
    PlanTerms terms =
        new PlanTerms(
            "professional",
            version,
            Credits.of(allowance),
            Enforcement.HARD,
            OverrunPolicy.CHARGE,
            Credits.ZERO);
    return new Plan(terms, "Professional", Optional.empty(), Optional.empty());
  }

  private static Request request(String plan, Optional<ChangeTime> time) {
    return new Request(plan, OptionalInt.empty(), time);
  }

  private Result change(Request request) {
    return changePlan.change(saldo.caller, SCHOOL, request, Optional.empty(), TOLD);
  }

  private Result change(Request request, String key, String content) {
    RequestKey named = new RequestKey(key, Samples.content(content));
    return changePlan.change(saldo.caller, SCHOOL, request, Optional.of(named), TOLD);
  }

  private static PlanChange changed(Result result) {
    return ((PlanChangeOutcome.Changed) ((Result.Answered) result).outcome()).change();
  }

  private static PlanChange scheduled(Result result) {
    return ((PlanChangeOutcome.Scheduled) ((Result.Answered) result).outcome()).change();
  }

  private Wallet wallet() {
    Customer customer = saldo.customers.find(saldo.tenant.id(), SCHOOL).orElseThrow();
    return saldo.ledger.wallet(saldo.tenant.id(), customer.wallet()).orElseThrow();
  }
}

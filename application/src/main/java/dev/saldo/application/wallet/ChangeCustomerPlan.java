package dev.saldo.application.wallet;

import dev.saldo.application.audit.Audit;
import dev.saldo.application.audit.AuditLog;
import dev.saldo.application.catalog.Catalog;
import dev.saldo.domain.Key;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.plan.Plan;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.wallet.Actor;
import dev.saldo.domain.wallet.ChangePlan;
import dev.saldo.domain.wallet.ChangeTime;
import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.PlanChange;
import dev.saldo.domain.wallet.PlanChangeOutcome;
import dev.saldo.domain.wallet.Standing;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/** Moves a customer to another plan or another version of its plan, or says what that would do. */
public final class ChangeCustomerPlan {
  private final Customers customers;
  private final Catalog catalog;
  private final Ledger ledger;
  private final AuditLog auditLog;

  public ChangeCustomerPlan(
      Customers customers, Catalog catalog, Ledger ledger, AuditLog auditLog) {
    this.customers = customers;
    this.catalog = catalog;
    this.ledger = ledger;
    this.auditLog = auditLog;
  }

  /**
   * Where to.
   *
   * @param version empty for the newest
   * @param time empty for the end of the cycle when the customer is given less, and else for now
   */
  public record Request(String plan, OptionalInt version, Optional<ChangeTime> time) {}

  /** How it went. */
  public sealed interface Result {
    /**
     * The wallet answered.
     *
     * @param replayed whether this is the first answer again
     */
    record Answered(PlanChangeOutcome outcome, boolean replayed) implements Result {}

    /** There is no such customer, or the key is bound to another. */
    record CustomerUnknown() implements Result {}

    /** The catalogue has no such plan. */
    record PlanUnknown() implements Result {}

    /** The plan has no such version. */
    record VersionUnknown() implements Result {}

    /** The idempotency key was used with other content. */
    record KeyReused() implements Result {}
  }

  /**
   * Changes or schedules; the same key gives the first answer again. The audit log is told after
   * the ledger, and when that is interrupted, by the same request under the same key.
   */
  public Result change(
      Caller caller,
      Key customer,
      Request request,
      Optional<RequestKey> key,
      Audit<CustomerPlanChange> audit) {
    return ask(
        caller,
        customer,
        request,
        key,
        command -> {
          Decision<PlanChangeOutcome> decision = ledger.submit(command);
          tell(command, customer, decision, audit);
          return decision;
        });
  }

  private void tell(
      ChangePlan command,
      Key customer,
      Decision<PlanChangeOutcome> decision,
      Audit<CustomerPlanChange> audit) {
    switch (decision) {
      case Decision.Decided<PlanChangeOutcome> decided ->
          tell(command, customer, decided.outcome(), audit);
      case Decision.Replayed<PlanChangeOutcome> replayed ->
          tell(command, customer, replayed.outcome(), audit);
      case Decision.KeyReused<PlanChangeOutcome> _,
          Decision.WalletUnknown<PlanChangeOutcome> _,
          Decision.Stale<PlanChangeOutcome> _ -> {}
    }
  }

  private void tell(
      ChangePlan command,
      Key customer,
      PlanChangeOutcome outcome,
      Audit<CustomerPlanChange> audit) {
    switch (outcome) {
      case PlanChangeOutcome.Changed(PlanChange change, Standing standing, OptionalLong number) ->
          tell(command, new CustomerPlanChange(customer, change, standing.zone()), number, audit);
      case PlanChangeOutcome.Scheduled(PlanChange change, Standing standing, OptionalLong number) ->
          tell(command, new CustomerPlanChange(customer, change, standing.zone()), number, audit);
      case PlanChangeOutcome.AlreadyOnPlan() -> {}
    }
  }

  private void tell(
      ChangePlan command,
      CustomerPlanChange done,
      OptionalLong number,
      Audit<CustomerPlanChange> audit) {
    number.ifPresent(
        told ->
            auditLog.addOnce(
                command.tenant(),
                command.wallet(),
                told,
                audit.note(Optional.empty(), Optional.of(done))));
  }

  /** What {@link #change} would answer now, without any effect. */
  public Result preview(Caller caller, Key customer, Request request) {
    return ask(caller, customer, request, Optional.empty(), ledger::preview);
  }

  private Result ask(
      Caller caller,
      Key customer,
      Request request,
      Optional<RequestKey> key,
      Function<ChangePlan, Decision<PlanChangeOutcome>> ask) {
    Optional<WalletId> wallet = WalletOf.customer(customers, caller, customer);
    if (wallet.isEmpty()) {
      return new Result.CustomerUnknown();
    }
    CatalogDocument known = catalog.refresh(caller.tenant().id());
    if (known.plan(request.plan()).isEmpty()) {
      return new Result.PlanUnknown();
    }
    Optional<PlanTerms> terms = wanted(known, request).map(Plan::terms);
    if (terms.isEmpty()) {
      return new Result.VersionUnknown();
    }
    ChangePlan command =
        new ChangePlan(
            caller.tenant().id(),
            wallet.get(),
            key.map(given -> given.of("change_plan")),
            terms.get(),
            request.time(),
            new Actor(caller.key().id()));
    return switch (ask.apply(command)) {
      case Decision.Decided<PlanChangeOutcome> decided ->
          new Result.Answered(decided.outcome(), false);
      case Decision.Replayed<PlanChangeOutcome> replayed ->
          new Result.Answered(replayed.outcome(), true);
      case Decision.KeyReused<PlanChangeOutcome> _ -> new Result.KeyReused();
      case Decision.WalletUnknown<PlanChangeOutcome> _ -> new Result.CustomerUnknown();
      case Decision.Stale<PlanChangeOutcome> _ ->
          throw new IllegalStateException("a plan change does not depend on the catalogue");
    };
  }

  private static Optional<Plan> wanted(CatalogDocument known, Request request) {
    return request.version().isPresent()
        ? known.plan(request.plan(), request.version().getAsInt())
        : known.plan(request.plan());
  }
}

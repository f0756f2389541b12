package dev.saldo.application.wallet;

import dev.saldo.application.audit.Audit;
import dev.saldo.application.audit.AuditLog;
import dev.saldo.domain.Key;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.wallet.Actor;
import dev.saldo.domain.wallet.CancelOutcome;
import dev.saldo.domain.wallet.CancelPlanChange;
import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.PlanChange;
import dev.saldo.domain.wallet.Standing;
import java.util.Optional;

/** Takes back a plan change that waits for the end of a customer's cycle. */
public final class CancelScheduledPlan {
  private final Customers customers;
  private final Ledger ledger;
  private final AuditLog auditLog;

  public CancelScheduledPlan(Customers customers, Ledger ledger, AuditLog auditLog) {
    this.customers = customers;
    this.ledger = ledger;
    this.auditLog = auditLog;
  }

  /**
   * Cancels; empty when the customer is unknown or not the key's. The audit log is told after the
   * ledger.
   */
  public Optional<CancelOutcome> cancel(
      Caller caller, Key customer, Audit<CustomerPlanChange> audit) {
    Optional<WalletId> wallet = WalletOf.customer(customers, caller, customer);
    Optional<CancelOutcome> outcome = wallet.map(known -> cancel(caller, known));
    if (outcome.orElse(null)
        instanceof CancelOutcome.Cancelled(PlanChange change, Standing standing, long number)) {
      CustomerPlanChange taken = new CustomerPlanChange(customer, change, standing.zone());
      auditLog.addOnce(
          caller.tenant().id(),
          wallet.orElseThrow(),
          number,
          audit.note(Optional.of(taken), Optional.empty()));
    }
    return outcome;
  }

  private CancelOutcome cancel(Caller caller, WalletId wallet) {
    Actor actor = new Actor(caller.key().id());
    Decision<CancelOutcome> decision =
        ledger.submit(new CancelPlanChange(caller.tenant().id(), wallet, actor));
    if (decision instanceof Decision.Decided<CancelOutcome> decided) {
      return decided.outcome();
    }
    throw new IllegalStateException("the wallet of a customer refused to cancel: " + decision);
  }
}

package dev.saldo.application.wallet;

import dev.saldo.domain.Key;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.wallet.Actor;
import dev.saldo.domain.wallet.CancelOutcome;
import dev.saldo.domain.wallet.CancelPlanChange;
import dev.saldo.domain.wallet.Decision;
import java.util.Optional;

/** Takes back a plan change that waits for the end of a customer's cycle. */
public final class CancelScheduledPlan {
  private final Customers customers;
  private final Ledger ledger;

  public CancelScheduledPlan(Customers customers, Ledger ledger) {
    this.customers = customers;
    this.ledger = ledger;
  }

  /** Cancels; empty when the customer is unknown or not the key's. */
  public Optional<CancelOutcome> cancel(Caller caller, Key customer) {
    return WalletOf.customer(customers, caller, customer).map(wallet -> cancel(caller, wallet));
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

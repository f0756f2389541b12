package dev.saldo.application.wallet;

import dev.saldo.application.audit.Audit;
import dev.saldo.application.audit.AuditLog;
import dev.saldo.application.catalog.Catalog;
import dev.saldo.domain.Key;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.wallet.Actor;
import dev.saldo.domain.wallet.ChangeFreeze;
import dev.saldo.domain.wallet.FreezeOutcome;
import java.util.Optional;

/** Freezes a customer's wallet, so that it authorizes no new calls, or ends that. */
public final class FreezeWallet {
  private final Customers customers;
  private final AuditLog auditLog;
  private final SubmitCommand submit;

  public FreezeWallet(Customers customers, Catalog catalog, Ledger ledger, AuditLog auditLog) {
    this.customers = customers;
    this.auditLog = auditLog;
    this.submit = new SubmitCommand(catalog, ledger);
  }

  /** Whether a customer's wallet is frozen. */
  public record State(Key customer, boolean frozen) {}

  /**
   * Freezes or unfreezes; a wallet that is so already stays so, and is not told of. The audit log
   * is told after the ledger, and when that is interrupted, by the same request under the same key.
   *
   * @param frozen whether it is to be frozen
   */
  public WalletResult<FreezeOutcome> freeze(
      Caller caller, Key customer, boolean frozen, Optional<RequestKey> key, Audit<State> audit) {
    Optional<WalletId> wallet = WalletOf.customer(customers, caller, customer);
    if (wallet.isEmpty()) {
      return new WalletResult.Unknown<>();
    }
    WalletResult<FreezeOutcome> result =
        submit.submit(
            caller,
            _ ->
                new ChangeFreeze(
                    caller.tenant().id(),
                    wallet.get(),
                    key.map(given -> given.of("change_freeze")),
                    frozen,
                    new Actor(caller.key().id())));
    if (result instanceof WalletResult.Answered<FreezeOutcome>(FreezeOutcome outcome, boolean _)
        && outcome instanceof FreezeOutcome.Changed changed) {
      auditLog.addOnce(
          caller.tenant().id(),
          wallet.get(),
          changed.number(),
          audit.note(
              Optional.of(new State(customer, !frozen)), Optional.of(new State(customer, frozen))));
    }
    return result;
  }
}

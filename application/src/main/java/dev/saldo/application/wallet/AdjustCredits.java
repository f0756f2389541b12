package dev.saldo.application.wallet;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.application.audit.Audit;
import dev.saldo.application.audit.AuditLog;
import dev.saldo.application.catalog.Catalog;
import dev.saldo.domain.Key;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.wallet.Actor;
import dev.saldo.domain.wallet.Adjust;
import dev.saldo.domain.wallet.AdjustOutcome;
import dev.saldo.domain.wallet.Adjustment;
import java.util.Optional;

/** Corrects a customer's credits by hand. */
public final class AdjustCredits {
  private final Customers customers;
  private final AuditLog auditLog;
  private final SubmitCommand submit;

  public AdjustCredits(Customers customers, Catalog catalog, Ledger ledger, AuditLog auditLog) {
    this.customers = customers;
    this.auditLog = auditLog;
    this.submit = new SubmitCommand(catalog, ledger);
  }

  /**
   * How much, and why.
   *
   * @param reason says something
   */
  public record Request(Adjustment adjustment, String reason) {
    public Request {
      require(!reason.isBlank(), "must say why");
    }
  }

  /** What was done to whom. */
  public record Done(Key customer, WalletId wallet, AdjustOutcome.Adjusted outcome) {}

  /**
   * Adjusts, once for each key. The audit log is told after the ledger, and when that is
   * interrupted, by the same request under the same key.
   */
  public WalletResult<AdjustOutcome> adjust(
      Caller caller, Key customer, Request request, RequestKey key, Audit<Done> audit) {
    Optional<WalletId> wallet = WalletOf.customer(customers, caller, customer);
    if (wallet.isEmpty()) {
      return new WalletResult.Unknown<>();
    }
    WalletResult<AdjustOutcome> result =
        submit.submit(
            caller,
            _ ->
                new Adjust(
                    caller.tenant().id(),
                    wallet.get(),
                    Optional.of(key.of("adjust")),
                    new Actor(caller.key().id()),
                    request.adjustment(),
                    request.reason()));
    if (result instanceof WalletResult.Answered<AdjustOutcome>(AdjustOutcome outcome, boolean _)
        && outcome instanceof AdjustOutcome.Adjusted adjusted) {
      auditLog.addOnce(
          caller.tenant().id(),
          wallet.get(),
          adjusted.number(),
          audit.note(Optional.empty(), Optional.of(new Done(customer, wallet.get(), adjusted))));
    }
    return result;
  }
}

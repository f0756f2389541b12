package dev.saldo.application.wallet;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.application.audit.Audit;
import dev.saldo.application.audit.AuditLog;
import dev.saldo.application.catalog.Catalog;
import dev.saldo.domain.Key;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.wallet.Actor;
import dev.saldo.domain.wallet.Grant;
import dev.saldo.domain.wallet.GrantId;
import dev.saldo.domain.wallet.VoidGrant;
import dev.saldo.domain.wallet.VoidOutcome;
import java.util.Optional;

/** Takes back what is left of a customer's grant. */
public final class VoidCustomerGrant {
  private final Customers customers;
  private final WalletRecords records;
  private final AuditLog auditLog;
  private final SubmitCommand submit;

  public VoidCustomerGrant(
      Customers customers,
      Catalog catalog,
      Ledger ledger,
      WalletRecords records,
      AuditLog auditLog) {
    this.customers = customers;
    this.records = records;
    this.auditLog = auditLog;
    this.submit = new SubmitCommand(catalog, ledger);
  }

  /**
   * Which grant, and why.
   *
   * @param reason says something
   */
  public record Request(GrantId grant, String reason) {
    public Request {
      require(!reason.isBlank(), "must say why");
    }
  }

  /** How it went. */
  public sealed interface Result {
    /**
     * It was taken back.
     *
     * @param replayed whether this is the first answer again
     */
    record Voided(VoidOutcome.Voided outcome, boolean replayed) implements Result {}

    /** Nothing of it is free any more. */
    record NothingToVoid() implements Result {}

    /** The customer was never given it. */
    record GrantUnknown() implements Result {}

    /** There is no such customer, or the key is bound to another. */
    record CustomerUnknown() implements Result {}

    /** The idempotency key was used with other content. */
    record KeyReused() implements Result {}
  }

  /**
   * Voids; the same key gives the first answer again. The audit log is told after the ledger, and
   * when that is interrupted, by the same request under the same key.
   */
  public Result voidGrant(
      Caller caller, Key customer, Request request, Optional<RequestKey> key, Audit<Grant> audit) {
    Optional<WalletId> wallet = WalletOf.customer(customers, caller, customer);
    if (wallet.isEmpty()) {
      return new Result.CustomerUnknown();
    }
    if (!wallet.get().equals(request.grant().wallet())) {
      return new Result.GrantUnknown();
    }
    return switch (submit(caller, request, key)) {
      case WalletResult.Answered<VoidOutcome>(VoidOutcome.Voided voided, boolean replayed) -> {
        auditLog.addOnce(
            caller.tenant().id(),
            wallet.get(),
            voided.number(),
            audit.note(Optional.of(voided.was()), Optional.of(voided.is())));
        yield new Result.Voided(voided, replayed);
      }
      case WalletResult.Answered<VoidOutcome>(VoidOutcome.NothingToVoid(), var _) ->
          records.grant(caller.tenant().id(), request.grant()).isPresent()
              ? new Result.NothingToVoid()
              : new Result.GrantUnknown();
      case WalletResult.Unknown<VoidOutcome>() -> new Result.CustomerUnknown();
      case WalletResult.KeyReused<VoidOutcome>() -> new Result.KeyReused();
    };
  }

  private WalletResult<VoidOutcome> submit(
      Caller caller, Request request, Optional<RequestKey> key) {
    return submit.submit(
        caller,
        _ ->
            new VoidGrant(
                caller.tenant().id(),
                request.grant(),
                key.map(given -> given.of("void_grant")),
                new Actor(caller.key().id()),
                request.reason()));
  }
}

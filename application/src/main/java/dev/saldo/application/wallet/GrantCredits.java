package dev.saldo.application.wallet;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.application.audit.Audit;
import dev.saldo.application.audit.AuditLog;
import dev.saldo.application.catalog.Catalog;
import dev.saldo.domain.Credits;
import dev.saldo.domain.Key;
import dev.saldo.domain.Money;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.wallet.Actor;
import dev.saldo.domain.wallet.Grant;
import dev.saldo.domain.wallet.GrantId;
import dev.saldo.domain.wallet.GrantOutcome;
import dev.saldo.domain.wallet.GrantSource;
import dev.saldo.domain.wallet.IssueGrant;
import dev.saldo.domain.wallet.Scope;
import java.time.Instant;
import java.util.Optional;

/** Brings credits into a customer's wallet. */
public final class GrantCredits {
  private final Customers customers;
  private final SubmitCommand submit;
  private final AuditLog auditLog;

  public GrantCredits(Customers customers, Catalog catalog, Ledger ledger, AuditLog auditLog) {
    this.customers = customers;
    this.auditLog = auditLog;
    this.submit = new SubmitCommand(catalog, ledger);
  }

  /**
   * What to grant.
   *
   * @param credits more than nothing
   * @param source not {@code PLAN} and not {@code ROLLOVER}: those come from the cycle alone
   * @param effectiveAt empty for now; a time in the past means now
   */
  public record Request(
      Credits credits,
      GrantSource source,
      int priority,
      Optional<Instant> effectiveAt,
      Optional<Instant> expiresAt,
      Scope scope,
      Optional<Money> paid,
      Optional<String> reason) {
    public Request {
      require(!credits.isZero(), "must be more than 0");
      require(priority >= 0 && priority <= Grant.PRIORITY_MAX, "must be 0 to 100");
      require(
          source != GrantSource.PLAN && source != GrantSource.ROLLOVER,
          "must be purchase, promo or adjustment");
      require(paid.isEmpty() || source == GrantSource.PURCHASE, "only a purchase is paid");
    }
  }

  /**
   * Grants, once for each key. The ledger's entry says who and why; the audit log is told after it,
   * and when that is interrupted, by the same request under the same key.
   */
  public WalletResult<GrantOutcome> grant(
      Caller caller,
      Key customer,
      Request request,
      RequestKey key,
      Audit<GrantOutcome.Granted> audit) {
    WalletResult<GrantOutcome> result = grant(caller, customer, request, key);
    if (result instanceof WalletResult.Answered<GrantOutcome>(GrantOutcome outcome, boolean _)
        && outcome instanceof GrantOutcome.Granted granted) {
      GrantId id = granted.grant().id();
      auditLog.addOnce(
          caller.tenant().id(),
          id.wallet(),
          id.number(),
          audit.note(Optional.empty(), Optional.of(granted)));
    }
    return result;
  }

  private WalletResult<GrantOutcome> grant(
      Caller caller, Key customer, Request request, RequestKey key) {
    Optional<WalletId> wallet = WalletOf.customer(customers, caller, customer);
    if (wallet.isEmpty()) {
      return new WalletResult.Unknown<>();
    }
    return submit.submit(
        caller,
        _ ->
            new IssueGrant(
                caller.tenant().id(),
                wallet.get(),
                Optional.of(key.of("grant")),
                new Actor(caller.key().id()),
                request.credits(),
                request.source(),
                request.priority(),
                request.effectiveAt(),
                request.expiresAt(),
                request.scope(),
                request.paid(),
                request.reason()));
  }
}

package dev.saldo.application.wallet;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.application.audit.Audit;
import dev.saldo.application.audit.AuditLog;
import dev.saldo.application.catalog.Catalog;
import dev.saldo.domain.Credits;
import dev.saldo.domain.Key;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.wallet.Actor;
import dev.saldo.domain.wallet.Adjust;
import dev.saldo.domain.wallet.AdjustOutcome;
import dev.saldo.domain.wallet.Adjustment;
import dev.saldo.domain.wallet.GrantOutcome;
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

  /** How it went. */
  public sealed interface Result {
    /**
     * The credits came or went.
     *
     * @param replayed whether this is the first answer again
     */
    record Adjusted(Done done, boolean replayed) implements Result {}

    /**
     * More was to be taken than there is; nothing was.
     *
     * @param available what could be taken
     */
    record InsufficientAvailable(Credits available) implements Result {}

    /** The wallet would have been given more than one can hold. */
    record BalanceTooLarge() implements Result {}

    /** There is no such customer, or the key is bound to another. */
    record CustomerUnknown() implements Result {}

    /** The idempotency key was used with other content. */
    record KeyReused() implements Result {}
  }

  /**
   * Adjusts, once for each key. The audit log is told after the ledger, and when that is
   * interrupted, by the same request under the same key.
   */
  public Result adjust(
      Caller caller, Key customer, Request request, RequestKey key, Audit<Done> audit) {
    Optional<WalletId> wallet = WalletOf.customer(customers, caller, customer);
    if (wallet.isEmpty()) {
      return new Result.CustomerUnknown();
    }
    return switch (submit(caller, wallet.get(), request, key)) {
      case WalletResult.Answered<AdjustOutcome>(AdjustOutcome outcome, boolean replayed) ->
          switch (outcome) {
            case AdjustOutcome.Adjusted adjusted -> {
              Done done = new Done(customer, wallet.get(), adjusted);
              auditLog.addOnce(
                  caller.tenant().id(),
                  wallet.get(),
                  adjusted.number(),
                  audit.note(Optional.empty(), Optional.of(done)));
              yield new Result.Adjusted(done, replayed);
            }
            case AdjustOutcome.InsufficientAvailable(Credits available) ->
                new Result.InsufficientAvailable(available);
            case GrantOutcome.BalanceTooLarge() -> new Result.BalanceTooLarge();
          };
      case WalletResult.Unknown<AdjustOutcome>() -> new Result.CustomerUnknown();
      case WalletResult.KeyReused<AdjustOutcome>() -> new Result.KeyReused();
    };
  }

  private WalletResult<AdjustOutcome> submit(
      Caller caller, WalletId wallet, Request request, RequestKey key) {
    return submit.submit(
        caller,
        _ ->
            new Adjust(
                caller.tenant().id(),
                wallet,
                Optional.of(key.of("adjust")),
                new Actor(caller.key().id()),
                request.adjustment(),
                request.reason()));
  }
}

package dev.saldo.application.wallet;

import dev.saldo.application.catalog.Catalog;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.wallet.Actor;
import dev.saldo.domain.wallet.HoldId;
import dev.saldo.domain.wallet.Release;
import dev.saldo.domain.wallet.ReleaseOutcome;
import java.util.Optional;

/** Gives up an authorized call that was not made. */
public final class ReleaseCall {
  private final Customers customers;
  private final SubmitCommand submit;

  public ReleaseCall(Customers customers, Catalog catalog, Ledger ledger) {
    this.customers = customers;
    this.submit = new SubmitCommand(catalog, ledger);
  }

  /** Releases; releasing again gives the first answer. */
  public WalletResult<ReleaseOutcome> release(
      Caller caller, HoldId hold, Optional<String> reason, Optional<RequestKey> key) {
    if (!WalletOf.mayTouch(customers, caller, hold.wallet())) {
      return new WalletResult.Unknown<>();
    }
    return submit.submit(
        caller,
        _ ->
            new Release(
                caller.tenant().id(),
                hold,
                key.map(given -> given.of("release")),
                new Actor(caller.key().id()),
                reason));
  }
}

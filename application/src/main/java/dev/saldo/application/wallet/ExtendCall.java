package dev.saldo.application.wallet;

import dev.saldo.application.catalog.Catalog;
import dev.saldo.domain.Credits;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.wallet.Actor;
import dev.saldo.domain.wallet.Extend;
import dev.saldo.domain.wallet.ExtendOutcome;
import dev.saldo.domain.wallet.HoldId;
import java.time.Duration;
import java.util.Optional;

/** Gives an authorized call more credits, more time, or both. */
public final class ExtendCall {
  private final Customers customers;
  private final SubmitCommand submit;

  public ExtendCall(Customers customers, Catalog catalog, Ledger ledger) {
    this.customers = customers;
    this.submit = new SubmitCommand(catalog, ledger);
  }

  /**
   * What to give; at least one of the two.
   *
   * @param lifetime how long to hold from now on
   */
  public record More(Credits credits, Optional<Duration> lifetime) {}

  /** Extends; the same key gives the first answer again, without a key it happens again. */
  public WalletResult<ExtendOutcome> extend(
      Caller caller, HoldId hold, More more, Optional<RequestKey> key) {
    if (!WalletOf.mayTouch(customers, caller, hold.wallet())) {
      return new WalletResult.Unknown<>();
    }
    return submit.submit(
        caller,
        _ ->
            new Extend(
                caller.tenant().id(),
                hold,
                key.map(given -> given.of("extend")),
                new Actor(caller.key().id()),
                more.credits(),
                more.lifetime()));
  }
}

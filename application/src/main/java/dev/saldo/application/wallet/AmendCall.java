package dev.saldo.application.wallet;

import dev.saldo.application.catalog.Catalog;
import dev.saldo.domain.Sha256;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.wallet.Actor;
import dev.saldo.domain.wallet.Amend;
import dev.saldo.domain.wallet.AmendOutcome;
import dev.saldo.domain.wallet.HoldId;
import java.util.Map;
import java.util.Optional;

/** Corrects what a call was charged on an estimate, once it is known what it used. */
public final class AmendCall {
  private final Customers customers;
  private final SubmitCommand submit;

  public AmendCall(Customers customers, Catalog catalog, Ledger ledger) {
    this.customers = customers;
    this.submit = new SubmitCommand(catalog, ledger);
  }

  /**
   * What was used.
   *
   * @param content the digest of path and body, which tells the same correction from another one
   */
  public record Known(Sha256 content, Amend.Report report, Map<String, String> metadata) {
    public Known {
      CallRequest.requireMetadata(metadata);
      metadata = Map.copyOf(metadata);
    }
  }

  /** Corrects; the same content gives the first answer again, with or without a key. */
  public WalletResult<AmendOutcome> amend(
      Caller caller, HoldId hold, Known known, Optional<RequestKey> key) {
    if (!WalletOf.mayTouch(customers, caller, hold.wallet())) {
      return new WalletResult.Unknown<>();
    }
    return submit.submit(
        caller,
        catalog ->
            new Amend(
                caller.tenant().id(),
                hold,
                key.map(given -> given.of("amend")),
                known.content(),
                new Actor(caller.key().id()),
                known.report(),
                known.metadata(),
                catalog.prices()));
  }
}

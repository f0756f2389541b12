package dev.saldo.application.wallet;

import dev.saldo.application.catalog.Catalog;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.Sha256;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.domain.wallet.Actor;
import dev.saldo.domain.wallet.Evidence;
import dev.saldo.domain.wallet.HoldId;
import dev.saldo.domain.wallet.Settle;
import dev.saldo.domain.wallet.SettleOutcome;
import java.util.Map;
import java.util.Optional;

/** Charges an authorized call for what it really used. */
public final class SettleCall {
  private final Customers customers;
  private final SubmitCommand submit;

  public SettleCall(Customers customers, Catalog catalog, Ledger ledger) {
    this.customers = customers;
    this.submit = new SubmitCommand(catalog, ledger);
  }

  /**
   * What was used.
   *
   * @param content the digest of path and body, which tells the same settlement from another one
   * @param usage empty when nobody knows; the estimate is charged then
   * @param model empty when the route was used
   */
  public record Used(
      Sha256 content,
      Optional<TokenUsage> usage,
      Evidence evidence,
      Optional<ModelId> model,
      boolean succeeded,
      Map<String, String> metadata) {
    public Used {
      CallRequest.requireMetadata(metadata);
      metadata = Map.copyOf(metadata);
    }
  }

  /** Settles; the same content gives the first answer again, with or without a key. */
  public WalletResult<SettleOutcome> settle(
      Caller caller, HoldId hold, Used used, Optional<RequestKey> key) {
    if (!WalletOf.mayTouch(customers, caller, hold.wallet())) {
      return new WalletResult.Unknown<>();
    }
    return submit.submit(
        caller,
        catalog ->
            new Settle(
                caller.tenant().id(),
                hold,
                key.map(given -> given.of("settle")),
                used.content(),
                new Actor(caller.key().id()),
                used.usage(),
                used.evidence(),
                used.model(),
                used.succeeded(),
                used.metadata(),
                catalog.prices()));
  }
}

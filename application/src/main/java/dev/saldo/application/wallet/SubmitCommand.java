package dev.saldo.application.wallet;

import dev.saldo.application.UnavailableException;
import dev.saldo.application.catalog.Catalog;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.LedgerCommand;
import dev.saldo.domain.wallet.Outcome;
import java.util.function.Function;

/** Submits a command that was prepared on a catalogue, again with a newer one when it was stale. */
final class SubmitCommand {
  private static final int ATTEMPTS_MAX = 3;

  private final Catalog catalog;
  private final Ledger ledger;

  SubmitCommand(Catalog catalog, Ledger ledger) {
    this.catalog = catalog;
    this.ledger = ledger;
  }

  <R extends Outcome> WalletResult<R> submit(
      Caller caller, Function<CatalogDocument, LedgerCommand<R>> command) {
    CatalogDocument known = catalog.current(caller.tenant().id());
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      switch (ledger.submit(command.apply(known))) {
        case Decision.Decided<R> decided -> {
          return new WalletResult.Answered<>(decided.outcome(), false);
        }
        case Decision.Replayed<R> replayed -> {
          return new WalletResult.Answered<>(replayed.outcome(), true);
        }
        case Decision.KeyReused<R> _ -> {
          return new WalletResult.KeyReused<>();
        }
        case Decision.WalletUnknown<R> _ -> {
          return new WalletResult.Unknown<>();
        }
        case Decision.Stale<R> _ -> known = catalog.refresh(caller.tenant().id());
      }
    }
    throw new UnavailableException("catalogue", null);
  }
}

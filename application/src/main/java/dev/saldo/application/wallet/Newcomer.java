package dev.saldo.application.wallet;

import dev.saldo.application.audit.Audit;
import dev.saldo.domain.Key;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.wallet.Actor;
import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.OpenOutcome;
import dev.saldo.domain.wallet.OpenWallet;
import dev.saldo.domain.wallet.Reads;
import dev.saldo.domain.wallet.Snapshot;
import java.time.Instant;
import java.util.Optional;

/**
 * A customer whom nobody has opened, and whom the catalogue lets the first call open. What is only
 * asked about it is answered as if it had just been opened.
 */
record Newcomer(Caller caller, Opening opening) {
  /** Nobody's: real ones are made of the time. */
  private static final WalletId WALLET = new WalletId(0);

  private static final Instant NOT_YET = Instant.MAX;

  /**
   * The newcomer of a key that nobody has.
   *
   * @param document the newest one
   * @return empty when calls open nobody, or the caller may not act for this customer
   */
  static Optional<Newcomer> of(CatalogDocument document, Caller caller, Key key) {
    return caller.mayActFor(key)
        ? document.autoCreationTerms().map(terms -> new Newcomer(caller, Opening.of(key, terms)))
        : Optional.empty();
  }

  /** Who would call: a user of whom nothing is stored. */
  Customers.Party party() {
    return new Customers.Party(
        opening.customer(WALLET, NOT_YET), Optional.empty(), opening.terms());
  }

  /** How it is told that a call opens the customer. */
  Audit<ReadWallet.View> told(Audit<ReadWallet.View> audit) {
    return audit.because("first call; auto_create_customers: " + opening.terms().plan());
  }

  /** The wallet as it would be, right after it had been opened: nothing was ever counted in it. */
  Wallets asOpened(Ledger ledger) {
    return (tenant, wallet, reads) -> {
      Wallets.Sight nothing = ledger.look(tenant, wallet, reads);
      Snapshot opened = opened(nothing.snapshot(), nothing.now());
      Reads _ = reads.apply(opened.wallet().orElseThrow(), nothing.now());
      return new Wallets.Sight(opened, nothing.now());
    };
  }

  private Snapshot opened(Snapshot nothing, Instant now) {
    OpenWallet open = opening.command(caller.tenant().id(), WALLET, new Actor(caller.key().id()));
    return switch (open.answer(nothing, now)) {
      case Decision.Decided<OpenOutcome> decided -> nothing.after(decided.change());
      case Decision.Replayed<OpenOutcome> _,
          Decision.KeyReused<OpenOutcome> _,
          Decision.WalletUnknown<OpenOutcome> _,
          Decision.Stale<OpenOutcome> _ ->
          throw new IllegalStateException("nothing refused " + open);
    };
  }
}

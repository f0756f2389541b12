package dev.saldo.application.wallet;

import dev.saldo.application.Page;
import dev.saldo.application.PageRequest;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.wallet.DecisionId;
import dev.saldo.domain.wallet.DecisionRecord;
import dev.saldo.domain.wallet.Entry;
import dev.saldo.domain.wallet.Grant;
import dev.saldo.domain.wallet.GrantId;
import dev.saldo.domain.wallet.Hold;
import dev.saldo.domain.wallet.HoldId;
import java.time.Instant;
import java.util.Optional;

/**
 * What the ledger has stored, for people to read: newest first, without locks. What time has made
 * due since the last command is not posted in it.
 */
public interface WalletRecords {
  /** All grants of a wallet, also those that are used up. */
  Page<Grant> grants(TenantId tenant, WalletId wallet, PageRequest page);

  /** One grant; empty when the tenant has none of this id. */
  Optional<Grant> grant(TenantId tenant, GrantId id);

  /** The entries of a wallet, the last one first; those of months that were dropped are gone. */
  Page<Entry> entries(TenantId tenant, WalletId wallet, PageRequest page);

  /**
   * The last entry of a wallet up to an instant of the tenant's time, that instant included; empty
   * when nothing had happened, or when it is of a month that was dropped.
   */
  Optional<Entry> lastEntry(TenantId tenant, WalletId wallet, Instant at);

  /** Where the entries of a wallet begin that are kept; empty when all of them are. */
  Optional<HistoryStart> historyStart(TenantId tenant, WalletId wallet);

  /**
   * What is left of entries that were dropped.
   *
   * @param at the tenant's time of the last of them
   * @param balances what was in the wallet after it
   */
  record HistoryStart(Instant at, Entry.After balances) {}

  /** Why a call was authorized or refused; empty when the tenant has no decision of this id. */
  Optional<DecisionRecord> decision(TenantId tenant, DecisionId id);

  /** One hold; empty when the tenant has none of this id. */
  Optional<HeldCall> hold(TenantId tenant, HoldId id);

  /**
   * Holds.
   *
   * @param wallet of one customer; empty for all of the tenant
   * @param run of one run, in its wallet; empty for all
   * @param state empty for all. A hold whose time has run out counts as expired, posted or not
   */
  Page<HeldCall> holds(
      TenantId tenant,
      Optional<WalletId> wallet,
      Optional<HoldId> run,
      Optional<Hold.State> state,
      PageRequest page);

  /** A hold with its wallet and customer. */
  record HeldCall(HoldId id, dev.saldo.domain.Key customer, Hold hold) {
    /** The run that it belongs to. */
    public Optional<HoldId> run() {
      return hold.parent().stream().mapToObj(number -> new HoldId(id.wallet(), number)).findFirst();
    }
  }
}

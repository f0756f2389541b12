package dev.saldo.domain.wallet;

import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import java.time.Instant;
import java.util.Optional;

/**
 * A change of one wallet, decided purely: the same snapshot and time always give the same decision.
 *
 * @param <R> its outcomes
 */
public sealed interface LedgerCommand<R extends Outcome>
    permits OpenWallet,
        ChangePlan,
        CancelPlanChange,
        ChangeZone,
        ChangeCycle,
        IssueGrant,
        VoidGrant,
        Adjust,
        ChangeFreeze,
        Authorize,
        Settle,
        Release,
        Extend,
        Amend,
        ChargeUsage,
        ExpireDue {

  /** Whose command it is, from authentication. */
  TenantId tenant();

  /** The wallet it is about. */
  WalletId wallet();

  /** What it is remembered by; empty when it is not remembered. */
  Optional<CommandKey> key();

  /** The type of its outcomes. */
  Class<R> outcomeType();

  /** What {@link #decide} will look at beside the wallet, its live grants and what is overdue. */
  Reads reads(Wallet locked, Instant now);

  /** Decides on a wallet that exists and is the tenant's, at a time not before its last command. */
  Decision<R> decide(Snapshot before, Instant now);

  /**
   * The ledger's answer: the first one again when the key is known, else what is decided now.
   *
   * @param clock the tenant's clock; the wallet's last command wins when it is later
   */
  default Decision<R> answer(Snapshot before, Instant clock) {
    boolean foreign = before.wallet().filter(found -> !found.tenant().equals(tenant())).isPresent();
    if (foreign || (before.wallet().isEmpty() && !(this instanceof OpenWallet))) {
      return new Decision.WalletUnknown<>();
    }
    if (before.remembered().isPresent() && key().isPresent()) {
      StoredAnswer first = before.remembered().get();
      return first.content().equals(key().get().content())
          ? new Decision.Replayed<>(outcomeType().cast(first.answer()))
          : new Decision.KeyReused<>();
    }
    return decide(before, before.wallet().map(found -> found.timeAt(clock)).orElse(clock));
  }
}

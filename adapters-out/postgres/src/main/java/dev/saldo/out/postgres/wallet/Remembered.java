package dev.saldo.out.postgres.wallet;

import dev.saldo.domain.WalletId;
import dev.saldo.domain.wallet.Hold;
import dev.saldo.domain.wallet.Wallet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The wallets that one worker has written lately, as it left them, so that the next batch need not
 * load them again. What is remembered is used only if the wallet's row, once locked, has the same
 * last number and hash: whatever changes a wallet, or its grants, holds or counters, on any
 * instance, gives its row a new number in the same transaction.
 *
 * <p>While a batch is worked on its wallets are taken out, and they come back after its commit; a
 * batch that fails leaves nothing behind.
 */
final class Remembered {
  /** Wallets, grants, holds and counters together; some tens of megabytes. */
  static final int SIZE_MAX = 60_000;

  /** Grants, holds and counters of a wallet that is worth remembering. */
  static final int WALLET_SIZE_MAX = 1_000;

  /** A wallet as it was left, with what was known of it. */
  record Known(Wallet wallet, Loaded.Parts parts) {
    private int size() {
      return 1 + parts.size();
    }
  }

  private final Map<WalletId, Known> wallets = new LinkedHashMap<>();
  private final int sizeMax;
  private int size;

  Remembered() {
    this(SIZE_MAX);
  }

  Remembered(int sizeMax) {
    this.sizeMax = sizeMax;
  }

  /** Takes out what is known of these wallets. */
  Map<WalletId, Known> take(Collection<WalletId> ids) {
    Map<WalletId, Known> taken = new HashMap<>();
    for (WalletId id : ids) {
      Known known = wallets.remove(id);
      if (known != null) {
        size -= known.size();
        taken.put(id, known);
      }
    }
    return taken;
  }

  /** The wallets of what was taken out. */
  static Map<WalletId, Wallet> rows(Map<WalletId, Known> taken) {
    Map<WalletId, Wallet> rows = new HashMap<>();
    taken.forEach((id, known) -> rows.put(id, known.wallet()));
    return rows;
  }

  /** Remembers a wallet as it is stored now; those that were not used for longest make room. */
  void keep(Wallet wallet, Loaded.Parts parts) {
    parts.grants.values().removeIf(grant -> !grant.isLive());
    parts.holds.values().removeIf(hold -> hold.state() != Hold.State.HELD);
    parts.answers.clear();
    Known known = new Known(wallet, parts);
    if (known.size() > WALLET_SIZE_MAX) {
      return;
    }
    wallets.put(wallet.id(), known);
    size += known.size();
    Iterator<Known> eldest = wallets.values().iterator();
    while (size > sizeMax) {
      size -= eldest.next().size();
      eldest.remove();
    }
  }
}

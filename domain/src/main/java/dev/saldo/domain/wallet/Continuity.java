package dev.saldo.domain.wallet;

import dev.saldo.domain.Sha256;
import java.util.List;
import java.util.Optional;

/**
 * Whether changes of one wallet, one after another, lead from what was locked to what is about to
 * be stored: every entry follows the one before it, and replaying the entries gives the balances.
 * Each change was checked by itself when it was decided; this is about what lies between them.
 */
public final class Continuity {
  private Continuity() {}

  /**
   * Checks the changes of a wallet, in order.
   *
   * @param locked the wallet before the first change; empty when it is opened by it
   * @throws IllegalStateException if a change does not follow from the one before; nothing of them
   *     may be stored
   */
  public static void check(Optional<Wallet> locked, List<Change> changes) {
    Balances balances = locked.map(Wallet::balances).orElse(Balances.EMPTY);
    long sequence = locked.map(Wallet::sequence).orElse(0L);
    Sha256 hash = locked.map(Wallet::lastHash).orElse(Sha256.ZERO);
    long number = locked.map(Wallet::lastNumber).orElse(0L);
    for (Change change : changes) {
      Wallet after = change.wallet();
      for (Entry entry : change.entries()) {
        require(entry.sequence() == ++sequence, "sequences have a gap", after);
        balances = balances.after(entry.from(), entry.to(), entry.amount());
        require(entry.after().equals(Entry.After.of(balances)), "balances do not follow", after);
        hash = entry.hash();
      }
      balances = balances.withReservedDebt(after.balances().reservedDebt());
      require(after.balances().equals(balances), "the entries do not give the balances", after);
      require(after.sequence() == sequence, "the last entry is another", after);
      require(after.lastHash().equals(hash), "the chain ends elsewhere", after);
      require(after.lastNumber() > number, "a change has no number of its own", after);
      number = after.lastNumber();
    }
  }

  private static void require(boolean holds, String fault, Wallet wallet) {
    if (!holds) {
      throw new IllegalStateException(fault + ": " + wallet);
    }
  }
}

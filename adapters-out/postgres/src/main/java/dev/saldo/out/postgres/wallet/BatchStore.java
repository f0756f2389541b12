package dev.saldo.out.postgres.wallet;

import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.wallet.Wallet;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a batch asks of the place where wallets are kept, in this order and in one transaction. The
 * simulation keeps them in memory and fails when it chooses.
 */
interface BatchStore {
  /**
   * Locks wallets until the end of the transaction.
   *
   * @param known wallets as they were; those that still are so are told by {@link Locked#unchanged}
   */
  Locked lock(
      Connection connection,
      Set<TenantId> tenants,
      Collection<WalletId> wallets,
      Map<WalletId, Wallet> known)
      throws SQLException;

  /** Adds what commands will look at to what is known already. */
  void load(Connection connection, List<Wanted> wanted, Instant recordedAt, Loaded loaded)
      throws SQLException;

  /**
   * Writes and commits in one round trip.
   *
   * @throws WalletTakenException if a wallet to be added was added by somebody else meanwhile
   * @throws dev.saldo.out.postgres.Transactions.UnknownOutcomeException if the connection broke
   *     after the commit was sent
   */
  void writeAndCommit(Connection connection, List<Write> writes, Loaded loaded) throws SQLException;
}

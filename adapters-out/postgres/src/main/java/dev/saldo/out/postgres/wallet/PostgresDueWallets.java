package dev.saldo.out.postgres.wallet;

import dev.saldo.application.wallet.DueWallets;
import dev.saldo.domain.TenantId;
import dev.saldo.out.postgres.DatabaseFailure;
import dev.saldo.out.postgres.Sql;
import dev.saldo.out.postgres.Transactions;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;

/** Overdue wallets, found by one look through the wallets' table, across tenants, without locks. */
public final class PostgresDueWallets implements DueWallets {
  /** A look through a large table must not take all cores from the calls. */
  private static final String ALONE =
      "select set_config('max_parallel_workers_per_gather', '0', true)";

  private static final String FIND = "select tenant_id, wallet_id from due_wallets(?, ?)";

  private final Transactions transactions;
  private final InstantSource time;

  /**
   * A finder.
   *
   * @param ledger connections of the ledger's role, which take part in no other transaction
   * @param time the real time; a test tenant whose clock was set has its own
   */
  public PostgresDueWallets(DataSource ledger, InstantSource time) {
    this.transactions = new Transactions(ledger);
    this.time = time;
  }

  @Override
  public List<Due> find(int max) {
    Sql query = Sql.of(FIND, time.instant(), max);
    try {
      return transactions.run(
          true,
          connection -> {
            Sql.of(ALONE).first(connection, row -> row.getString(1));
            return query.list(
                connection,
                row -> new Due(new TenantId(row.getLong("tenant_id")), WalletRow.id(row)));
          });
    } catch (SQLException e) {
      throw DatabaseFailure.of(e);
    }
  }
}

package dev.saldo.out.postgres.wallet;

import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.wallet.EntryChain;
import dev.saldo.out.postgres.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * A wallet to be judged, as its row says.
 *
 * @param seen the oldest transaction that was running when it was looked at
 * @param isLong whether its history is too long to be read again with every change
 * @param kept where the history begins that is kept
 * @param said where its entries end by its own row; empty when the row says what no balance can be
 * @param checkpoint where its entries ended when it was last judged
 */
record Judged(
    WalletId wallet,
    TenantId tenant,
    long seen,
    boolean isLong,
    EntryChain kept,
    Optional<EntryChain> said,
    EntryChain checkpoint) {
  /** Entries, or commands, of a wallet that is judged as a whole with every change. */
  static final int HISTORY_MAX = 2_000;

  private static final String LOOK =
      """
      select w.wallet_id, w.tenant_id,
        pg_snapshot_xmin(pg_current_snapshot())::text::bigint as seen,
        w.sequence - coalesce(s.sequence, 0) > ? or (
          select count(*) from (
            select from operation o where o.wallet_id = w.wallet_id limit ?) o) > ? as is_long,
        w.sequence as w_sequence, w.last_hash, w.issued as w_issued, w.available as w_available,
        w.held as w_held, w.frozen as w_frozen, w.spent as w_spent, w.expired as w_expired,
        w.voided as w_voided, w.debt as w_debt,
        s.sequence as s_sequence, s.hash as s_hash, s.issued as s_issued,
        s.available as s_available, s.held as s_held, s.frozen as s_frozen, s.spent as s_spent,
        s.expired as s_expired, s.voided as s_voided, s.debt as s_debt, c.*
      from wallet w
      left join entry_checkpoint s on s.wallet_id = w.wallet_id
      left join audit_checkpoint c
        on c.tenant_id = w.tenant_id and c.wallet_id = w.wallet_id
      where w.wallet_id = any (?)
      order by w.wallet_id
      """;

  /** Looks at the rows of wallets. */
  static List<Judged> look(Connection connection, long[] wallets, int historyMax)
      throws SQLException {
    return Sql.of(LOOK, historyMax, historyMax + 1, historyMax, wallets)
        .list(connection, Judged::read);
  }

  /** The number of the wallet. */
  long value() {
    return wallet.value();
  }

  /** Where to follow its entries from. */
  EntryChain start() {
    return isLong && checkpoint.sequence() > kept.sequence() ? checkpoint : kept;
  }

  private static Judged read(ResultSet row) throws SQLException {
    return new Judged(
        WalletRow.id(row),
        new TenantId(row.getLong("tenant_id")),
        row.getLong(3),
        row.getBoolean("is_long"),
        checkpoint(row, "s_"),
        said(row),
        checkpoint(row, ""));
  }

  /** One that is not there, or cannot be, leaves the wallet to be judged from its first entry. */
  private static EntryChain checkpoint(ResultSet row, String prefix) throws SQLException {
    if (row.getBytes(prefix + "hash") == null) {
      return EntryChain.START;
    }
    try {
      return Checkpoint.chain(row, prefix, prefix + "hash");
    } catch (RuntimeException _) {
      return EntryChain.START;
    }
  }

  private static Optional<EntryChain> said(ResultSet row) throws SQLException {
    try {
      return Optional.of(Checkpoint.chain(row, "w_", "last_hash"));
    } catch (RuntimeException _) {
      // An amount below zero, or a hash that is none.
      return Optional.empty();
    }
  }
}

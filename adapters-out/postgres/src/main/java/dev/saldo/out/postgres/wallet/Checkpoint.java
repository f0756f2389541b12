package dev.saldo.out.postgres.wallet;

import dev.saldo.domain.Credits;
import dev.saldo.domain.Sha256;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.wallet.Balances;
import dev.saldo.domain.wallet.EntryChain;
import dev.saldo.out.postgres.Columns;
import dev.saldo.out.postgres.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Up to where a wallet was judged.
 *
 * @param seen the oldest transaction that was running then
 */
record Checkpoint(WalletId wallet, TenantId tenant, long seen, EntryChain chain) {
  private static final Rows<Checkpoint> ROWS =
      new Rows<Checkpoint>("audit_checkpoint")
          .number("wallet_id", row -> row.wallet().value())
          .number("tenant_id", row -> row.tenant().value())
          .number("seen", Checkpoint::seen)
          .number("sequence", row -> row.chain().sequence())
          .digest("hash", row -> row.chain().hash())
          .credits("issued", row -> row.chain().sums().issued())
          .credits("available", row -> row.chain().sums().available())
          .credits("held", row -> row.chain().sums().held())
          .credits("frozen", row -> row.chain().sums().frozen())
          .credits("spent", row -> row.chain().sums().spent())
          .credits("expired", row -> row.chain().sums().expired())
          .credits("voided", row -> row.chain().sums().voided())
          .credits("debt", row -> row.chain().sums().debt());

  private static final Rows.Statement STORE =
      ROWS.insert(
          """
          (tenant_id, wallet_id) do update set seen = excluded.seen, sequence = excluded.sequence,
            hash = excluded.hash, issued = excluded.issued, available = excluded.available, held = excluded.held, frozen = excluded.frozen,
            spent = excluded.spent, expired = excluded.expired, voided = excluded.voided,
            debt = excluded.debt, judged_at = excluded.judged_at\
          """);

  static Sql store(List<Checkpoint> checkpoints) {
    return ROWS.sql(STORE, checkpoints);
  }

  /** Reads where entries end, from columns whose names begin so. */
  static EntryChain chain(ResultSet row, String prefix, String hash) throws SQLException {
    return EntryChain.at(
        row.getLong(prefix + "sequence"),
        Sha256.ofDigest(row.getBytes(hash)),
        new Balances(
            Columns.credits(row, prefix + "issued"),
            Columns.credits(row, prefix + "available"),
            Columns.credits(row, prefix + "held"),
            Columns.credits(row, prefix + "frozen"),
            Columns.credits(row, prefix + "spent"),
            Columns.credits(row, prefix + "expired"),
            Columns.credits(row, prefix + "voided"),
            Columns.credits(row, prefix + "debt"),
            Credits.ZERO));
  }
}

package dev.saldo.benchmarks.growth;

import dev.saldo.domain.Credits;
import dev.saldo.domain.Sha256;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.wallet.Account;
import dev.saldo.domain.wallet.Entry;
import dev.saldo.domain.wallet.EntryKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The entries of one wallet, as long as anybody wants: one credit's millionth after another is
 * taken out of its purchased grant by an operator, each entry with its place, the balances after it
 * and the hash that follows from the one before.
 */
final class EntryHistory {
  /** The columns that it begins from: wallets whose last entry is their last command's. */
  static final String WALLETS =
      """
      select w.wallet_id, w.tenant_id, w.sequence, w.last_hash, w.last_number, w.available, w.held,
        w.frozen, w.debt, w.last_at, g.number as grant_number
      from wallet w
      join credit_grant g on g.wallet_id = w.wallet_id and g.source = 'purchase'
      where w.wallet_id = any (?)
      order by w.wallet_id
      """;

  static final String ENTRY_COLUMNS =
      "wallet_id, tenant_id, sequence, recorded_at, at, kind, from_account, to_account, amount,"
          + " grant_number, command, actor, available_after, held_after, frozen_after, debt_after,"
          + " hash";

  static final String OPERATION_COLUMNS =
      "wallet_id, tenant_id, number, recorded_at, operation, key, content";

  private static final Credits EACH = new Credits(1);
  private static final String ACTOR = "key_benchmark";

  private final WalletId wallet;
  private final TenantId tenant;
  private final Instant at;
  private final long grant;
  private final Entry.After before;
  private long sequence;
  private long number;
  private long taken;
  private Sha256 hash;

  private EntryHistory(ResultSet row) throws SQLException {
    this.wallet = new WalletId(row.getLong("wallet_id"));
    this.tenant = new TenantId(row.getLong("tenant_id"));
    this.at = row.getTimestamp("last_at").toInstant();
    this.grant = row.getLong("grant_number");
    this.before =
        new Entry.After(
            new Credits(row.getLong("available")),
            new Credits(row.getLong("held")),
            new Credits(row.getLong("frozen")),
            new Credits(row.getLong("debt")));
    this.sequence = row.getLong("sequence");
    this.number = row.getLong("last_number");
    this.hash = Sha256.ofDigest(row.getBytes("last_hash"));
  }

  /** The history of the wallet on which a result of {@link #WALLETS} stands. */
  static EntryHistory of(ResultSet row) throws SQLException {
    return new EntryHistory(row);
  }

  /** Takes once more, and gives the row of the entry. */
  String next(Instant recordedAt) {
    sequence++;
    number++;
    taken++;
    Entry entry = entry(recordedAt);
    hash = entry.hashAfter(hash);
    return String.join(
            "\t",
            Long.toString(wallet.value()),
            Long.toString(tenant.value()),
            Long.toString(sequence),
            recordedAt.toString(),
            at.toString(),
            Integer.toString(entry.kind().code()),
            Integer.toString(entry.from().code()),
            Integer.toString(entry.to().code()),
            Long.toString(entry.amount().micros()),
            Long.toString(grant),
            Long.toString(number),
            ACTOR,
            Long.toString(entry.after().available().micros()),
            Long.toString(entry.after().held().micros()),
            Long.toString(entry.after().frozen().micros()),
            Long.toString(entry.after().debt().micros()),
            bytes(hash))
        + "\n";
  }

  private Entry entry(Instant recordedAt) {
    return new Entry(
        wallet,
        sequence,
        at,
        recordedAt,
        EntryKind.ADJUSTMENT,
        Account.AVAILABLE,
        Account.VOIDED,
        EACH,
        OptionalLong.of(grant),
        OptionalLong.empty(),
        number,
        ACTOR,
        Optional.empty(),
        new Entry.After(
            new Credits(before.available().micros() - taken),
            before.held(),
            before.frozen(),
            before.debt()),
        Sha256.ZERO);
  }

  /** The row by which the last command is remembered. */
  String operation(Instant recordedAt) {
    return String.join(
            "\t",
            Long.toString(wallet.value()),
            Long.toString(tenant.value()),
            Long.toString(number),
            recordedAt.toString(),
            "adjustment",
            "growth-" + number,
            bytes(Sha256.ZERO))
        + "\n";
  }

  /** Where it has come to: wallet, grant, sequence, number, what was taken, and hash. */
  String end() {
    return String.join(
            "\t",
            Long.toString(wallet.value()),
            Long.toString(grant),
            Long.toString(sequence),
            Long.toString(number),
            Long.toString(taken),
            bytes(hash))
        + "\n";
  }

  private static String bytes(Sha256 digest) {
    return "\\\\x" + HexFormat.of().formatHex(digest.bytes());
  }
}

package dev.saldo.out.postgres.wallet;

import static dev.saldo.out.postgres.Columns.credits;

import dev.saldo.domain.wallet.Account;
import dev.saldo.domain.wallet.Entry;
import dev.saldo.domain.wallet.EntryKind;
import dev.saldo.out.postgres.Columns;
import dev.saldo.out.postgres.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The columns of an entry. */
final class EntryRow {
  /** The columns that {@link #entry} reads. */
  static final String ALL =
      "e.wallet_id, e.sequence, e.at, e.recorded_at, e.kind, e.from_account, e.to_account,"
          + " e.amount, e.grant_number, e.hold_number, e.command, e.actor, e.reason,"
          + " e.available_after, e.held_after, e.frozen_after, e.debt_after, e.hash";

  private static final Map<Integer, EntryKind> KINDS =
      Arrays.stream(EntryKind.values())
          .collect(Collectors.toUnmodifiableMap(EntryKind::code, Function.identity()));

  private static final Map<Integer, Account> ACCOUNTS =
      Arrays.stream(Account.values())
          .collect(Collectors.toUnmodifiableMap(Account::code, Function.identity()));

  private static final Rows<Of<Entry>> ROWS =
      Of.<Entry>recordedRows("entry")
          .number("sequence", row -> row.value().sequence())
          .time("at", row -> row.value().at())
          .small("kind", row -> row.value().kind().code())
          .small("from_account", row -> row.value().from().code())
          .small("to_account", row -> row.value().to().code())
          .credits("amount", row -> row.value().amount())
          .optionalNumber("grant_number", row -> row.value().grant())
          .optionalNumber("hold_number", row -> row.value().hold())
          .number("command", row -> row.value().command())
          .text("actor", row -> row.value().actor())
          .optionalText("reason", row -> row.value().reason())
          .credits("available_after", row -> row.value().after().available())
          .credits("held_after", row -> row.value().after().held())
          .credits("frozen_after", row -> row.value().after().frozen())
          .credits("debt_after", row -> row.value().after().debt())
          .digest("hash", row -> row.value().hash());

  private static final Rows.Statement INSERT = ROWS.insert();

  private EntryRow() {}

  static Sql insert(List<Of<Entry>> entries) {
    return ROWS.sql(INSERT, entries);
  }

  static Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        WalletRow.id(row),
        row.getLong("sequence"),
        Columns.time(row, "at"),
        Columns.time(row, "recorded_at"),
        Columns.coded(row, "kind", KINDS),
        Columns.coded(row, "from_account", ACCOUNTS),
        Columns.coded(row, "to_account", ACCOUNTS),
        credits(row, "amount"),
        Columns.optionalLong(row, "grant_number"),
        Columns.optionalLong(row, "hold_number"),
        row.getLong("command"),
        row.getString("actor"),
        Columns.optionalText(row, "reason"),
        new Entry.After(
            credits(row, "available_after"),
            credits(row, "held_after"),
            credits(row, "frozen_after"),
            credits(row, "debt_after")),
        Columns.digest(row, "hash"));
  }
}

package dev.saldo.out.postgres.wallet;

import dev.saldo.domain.wallet.CommandKey;
import dev.saldo.domain.wallet.Outcome;
import dev.saldo.domain.wallet.StoredAnswer;
import dev.saldo.out.postgres.Columns;
import dev.saldo.out.postgres.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The columns of a command's key with the answer it remembers. */
final class KeyRow {
  /** A key with the answer it will remember. */
  record Answered(CommandKey key, Outcome answer) {}

  private static final Rows<Of<Answered>> ROWS =
      Of.<Answered>recordedRows("command_key")
          .text("operation", row -> row.value().key().operation())
          .text("key", row -> row.value().key().key())
          .digest("content", row -> row.value().key().content())
          .json("answer", row -> AnswerCodec.write(row.value().answer()));

  private static final Rows.Statement INSERT = ROWS.insert();

  private static final String LOAD =
      """
      select s.wallet_id, s.operation, s.key, s.content, s.answer
      from unnest(?::bigint[], ?::text[], ?::text[]) as k (wallet_id, operation, key)
      cross join lateral (
        select * from command_key s
        where s.wallet_id = k.wallet_id
          and s.operation = k.operation
          and s.key = k.key
          and s.recorded_at >= ?
          and s.recorded_at < ?
        offset 0) s
      """;

  private KeyRow() {}

  static Sql insert(List<Of<Answered>> keys) {
    return ROWS.sql(INSERT, keys);
  }

  /** What keys remember since a time; the end only keeps partitions of the future out. */
  static Sql load(List<Of<CommandKey>> keys, Instant since, Instant until) {
    return Sql.of(
        LOAD,
        keys.stream().mapToLong(key -> key.wallet().value()).toArray(),
        keys.stream().map(key -> key.value().operation()).toArray(String[]::new),
        keys.stream().map(key -> key.value().key()).toArray(String[]::new),
        since,
        until);
  }

  static StoredAnswer answer(ResultSet row) throws SQLException {
    return new StoredAnswer(
        Columns.digest(row, "content"), AnswerCodec.read(row.getString("answer")));
  }
}

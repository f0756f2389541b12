package dev.saldo.out.postgres.wallet;

import dev.saldo.out.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A {@code with} clause in which the names of tables and views mean the rows of some wallets, so
 * that the checks of the whole ledger judge these wallets alone, word for word.
 *
 * @param text the clause; its question mark stands for the ids of the wallets
 */
record Excerpt(String text) {
  /** Tables and views with rows of wallets that a check may ask. */
  static final List<String> TABLES =
      List.of(
          "wallet",
          "credit_grant",
          "hold",
          "counter",
          "entry",
          "entry_checkpoint",
          "entry_total",
          "movement",
          "operation",
          "decision",
          "usage_record",
          "command_key",
          "usage_daily",
          "usage_unit_daily");

  /** All rows of the wallets. */
  static final Excerpt WHOLE = of(Map.of());

  /**
   * What a wallet with a long history needs to be judged without it: entries since its checkpoint,
   * and holds that may be open. Every command first ends what has expired, so an open hold expires
   * after the wallet's last command.
   */
  static final Excerpt RECENT =
      of(
          Map.of(
              "entry",
              "select e.* from wallet w"
                  + " left join audit_checkpoint c"
                  + " on c.tenant_id = w.tenant_id and c.wallet_id = w.wallet_id"
                  + " join entry e"
                  + " on e.wallet_id = w.wallet_id and e.sequence > coalesce(c.sequence, 0)",
              "hold",
              "select h.* from wallet w"
                  + " join hold h on h.wallet_id = w.wallet_id and h.calls >= 0"
                  + " and h.expires_at > w.last_at"));

  /** Views show what is in these. */
  private static final String WALLETS =
      Stream.of(
              "wallet",
              "credit_grant",
              "hold",
              "counter",
              "entry",
              "entry_checkpoint",
              "entry_total",
              "operation",
              "usage_daily",
              "usage_unit_daily")
          .map("select wallet_id from "::concat)
          .collect(Collectors.joining(" union ", "", " order by wallet_id"));

  private static final String CHOSEN =
      "with chosen as materialized (select unnest(?::bigint[]) as wallet_id),\n";

  /**
   * A clause.
   *
   * @param otherwise what some of the names mean instead of all rows
   */
  private static Excerpt of(Map<String, String> otherwise) {
    return new Excerpt(
        TABLES.stream()
            .map(name -> name + " as (" + otherwise.getOrDefault(name, allOf(name)) + ")")
            .collect(Collectors.joining(",\n", CHOSEN, "\n")));
  }

  /** All wallets of which the connection sees a row. */
  static List<Long> wallets(Connection connection) throws SQLException {
    return Sql.of(WALLETS).list(connection, row -> row.getLong("wallet_id"));
  }

  private static String allOf(String table) {
    return "select * from "
        + table
        + " where wallet_id = any (array(select wallet_id from chosen))";
  }
}

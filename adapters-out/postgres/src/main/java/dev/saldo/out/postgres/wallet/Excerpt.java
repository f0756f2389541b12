package dev.saldo.out.postgres.wallet;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A {@code with} clause in which the names of tables and views mean the rows of some wallets, so
 * that the checks of the whole ledger judge these wallets alone, word for word.
 */
enum Excerpt {
  /** All rows of the wallets. */
  WHOLE(Map.of()),

  /**
   * What a wallet with a long history needs to be judged without it: entries since its checkpoint,
   * and holds that may be open. Every command first ends what has expired, so an open hold expires
   * after the wallet's last command.
   */
  RECENT(
      Map.of(
          "entry",
          """
          select e.* from wallet w
          left join audit_checkpoint c on c.wallet_id = w.wallet_id
          join entry e on e.wallet_id = w.wallet_id and e.sequence > coalesce(c.sequence, 0)\
          """,
          "hold",
          """
          select h.* from wallet w
          join hold h on h.wallet_id = w.wallet_id and h.calls >= 0 and h.expires_at > w.last_at\
          """));

  /** Tables and views with rows of wallets that a check may ask; the first is the wallet itself. */
  static final List<String> TABLES =
      List.of(
          "wallet",
          "credit_grant",
          "hold",
          "counter",
          "entry",
          "operation",
          "decision",
          "usage_record",
          "command_key",
          "usage_daily",
          "usage_unit_daily");

  private static final String CHOSEN =
      "with chosen as materialized (select unnest(?::bigint[]) as wallet_id),\n";

  private static final String ROWS =
      "select * from %s where wallet_id = any (array(select wallet_id from chosen))";

  private final String text;

  Excerpt(Map<String, String> otherwise) {
    this.text =
        TABLES.stream()
            .map(name -> name + " as (" + otherwise.getOrDefault(name, ROWS.formatted(name)) + ")")
            .collect(Collectors.joining(",\n", CHOSEN, "\n"));
  }

  /** The clause; its question mark stands for the ids of the wallets. */
  String text() {
    return text;
  }
}

package dev.saldo.benchmarks;

import dev.saldo.out.postgres.wallet.LedgerAudit;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** What the database holds, as its owner sees it: judged before any figure is believed. */
public final class StoredLedger {
  private static final int FINDINGS_MAX = 20;

  private static final String COUNTS =
      """
      select (select count(*) from hold),
        (select count(*) from hold where state = 'settled'),
        (select count(*) from usage_record),
        (select count(*) from decision),
        (select count(*) from command_key where operation in ('authorize', 'settle'))
      """;

  private static final String HOT =
      """
      select sum(n_tup_hot_upd)::float8 / nullif(sum(n_tup_upd), 0)
      from pg_stat_user_tables where relname = 'wallet'
      """;

  private static final String HOT_SHARES =
      """
      select relname, n_tup_hot_upd::float8 / n_tup_upd as share
      from pg_stat_user_tables
      where relname in ('wallet', 'credit_grant', 'hold', 'counter', 'usage_daily')
        and n_tup_upd > 0
      order by relname
      """;

  private final DataSource owner;

  /** Through connections of the owner. */
  public StoredLedger(DataSource owner) {
    this.owner = owner;
  }

  /** Rows that calls leave behind. */
  public record Counts(long holds, long settled, long usage, long decisions, long keys) {}

  /** How many there are. */
  public Counts counts() {
    return ask(
        COUNTS,
        row ->
            new Counts(
                row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)));
  }

  /** How many bytes of write-ahead log there ever were. */
  public long walPosition() {
    return ask("select (pg_current_wal_insert_lsn() - '0/0')::bigint", row -> row.getLong(1));
  }

  /** The share of updates of wallets that stayed within their page, 0 to 1. */
  public double hotShare() {
    return ask(HOT, row -> row.getDouble(1));
  }

  /** The same of each table whose rows calls change. */
  public Map<String, Double> hotShares() {
    Map<String, Double> shares = new TreeMap<>();
    try (Connection connection = owner.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(HOT_SHARES)) {
      while (row.next()) {
        shares.put(row.getString("relname"), row.getDouble("share"));
      }
      return shares;
    } catch (SQLException e) {
      throw new IllegalStateException("the database did not answer", e);
    }
  }

  /** How much room the database takes. */
  public long bytes() {
    return ask("select pg_database_size(current_database())", row -> row.getLong(1));
  }

  /**
   * Makes sure that what was acknowledged is stored, once, and that the whole ledger is sound.
   *
   * @param before the counts before the load began
   * @throws IllegalStateException if anything is wrong; the message says what
   */
  public void requireSound(Counts before, long holds, long settlements) {
    Counts after = counts();
    List<String> faults = new ArrayList<>();
    compare(faults, "holds", after.holds() - before.holds(), holds);
    compare(faults, "settled holds", after.settled() - before.settled(), settlements);
    compare(faults, "usage records", after.usage() - before.usage(), settlements);
    compare(faults, "decisions", after.decisions() - before.decisions(), holds);
    compare(faults, "remembered keys", after.keys() - before.keys(), holds + settlements);
    new LedgerAudit(owner)
        .findings(FINDINGS_MAX)
        .forEach(finding -> faults.add(finding.toString()));
    if (!faults.isEmpty()) {
      throw new IllegalStateException(
          "The data are wrong, so no figure is given:\n  " + String.join("\n  ", faults));
    }
  }

  private static void compare(List<String> faults, String what, long stored, long acknowledged) {
    if (stored != acknowledged) {
      faults.add("%d %s acknowledged, %d stored".formatted(acknowledged, what, stored));
    }
  }

  private interface Reading<T> {
    T of(ResultSet row) throws SQLException;
  }

  private <T> T ask(String query, Reading<T> reading) {
    try (Connection connection = owner.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return reading.of(row);
    } catch (SQLException e) {
      throw new IllegalStateException("the database did not answer", e);
    }
  }
}

package dev.saldo.out.postgres.wallet;

import dev.saldo.domain.Sha256;
import dev.saldo.domain.wallet.Entry;
import dev.saldo.out.postgres.Columns;
import dev.saldo.out.postgres.DatabaseFailure;
import dev.saldo.out.postgres.Sql;
import dev.saldo.out.postgres.Transactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Looks for anything in the stored ledger that cannot be: balances that are not what grants, holds
 * and entries say, counters that are not the calls, gaps, broken chains, keys with two effects.
 *
 * <p>It reads one snapshot of all tenants, sets at a time, and changes and locks nothing; a million
 * entries take seconds. What it asks is in {@code ledger-audit.sql}, apart from the hashes, which
 * are computed here. A wallet that cannot be read is a finding, and stops no look at the others.
 */
public final class LedgerAudit {
  /** From the first entry, or the first behind the checkpoint where months were dropped. */
  private static final String ENTRIES =
      """
      select %s, s.hash as hash_before
      from entry e left join entry_checkpoint s on s.wallet_id = e.wallet_id
      where s.wallet_id is null or e.sequence > s.sequence
      order by e.wallet_id, e.sequence, e.recorded_at
      """
          .formatted(EntryRow.ALL);

  /**
   * No month is dropped while it looks: the rows would be gone whatever state is seen, and their
   * checkpoints not be there in it. It is the first to be sent, since what is seen is chosen by the
   * first query.
   */
  static final String KEEP_MONTHS = "lock table entry, operation in access share mode";

  private static final String HASHES = "hashes_chain";
  private static final int FETCH_ROWS = 2_000;

  /**
   * Whole tables are read, joined and sorted; without statistics of them the planner would now and
   * then try it row by row.
   */
  private static final String SETTINGS =
      """
      select set_config('app.tenants', ?, true), set_config('work_mem', '128MB', true),
        set_config('enable_nestloop', 'off', true), set_config('jit', 'off', true)
      """;

  private final Transactions transactions;

  /**
   * One thing that is wrong.
   *
   * @param invariant {@code I1}, {@code I2}, …
   * @param check the query that found it
   * @param detail the numbers that do not agree, for people
   */
  public record Finding(String invariant, String check, long wallet, String detail) {}

  /**
   * What one look showed.
   *
   * @param at the database's time
   * @param wallets how many there are
   * @param entries how many of them there are
   */
  record Shown(Instant at, List<Finding> findings, long wallets, long entries) {}

  /** An audit on connections of the role that owns the tables, which sees all tenants. */
  public LedgerAudit(DataSource owner) {
    this.transactions = new Transactions(owner);
  }

  /** The names of all checks, in the order in which they run. */
  public List<String> names() {
    List<String> names =
        new ArrayList<>(LedgerChecks.ALL.stream().map(LedgerChecks.Check::name).toList());
    names.add(HASHES);
    names.add(Halving.CANNOT_BE_READ);
    return names;
  }

  /**
   * What is wrong, at most so many; empty when all is well.
   *
   * @throws dev.saldo.application.UnavailableException if the database cannot be reached
   */
  public List<Finding> findings(int max) {
    try {
      return transactions.run(false, connection -> look(connection, "", max)).findings();
    } catch (SQLException e) {
      throw DatabaseFailure.of(e);
    }
  }

  /**
   * Looks at all rows that the connection sees, as one state; the transaction begins with it.
   *
   * @param tenant the id of the tenant that the ledger's role is to see; the owner sees all
   */
  static Shown look(Connection connection, String tenant, int max) throws SQLException {
    Sql.of("set transaction isolation level repeatable read, read only").update(connection);
    Sql.of(KEEP_MONTHS).update(connection);
    Sql.of(SETTINGS, tenant).first(connection, row -> row.getString(1));
    List<Finding> findings = new ArrayList<>();
    for (LedgerChecks.Check check : LedgerChecks.ALL) {
      findings.addAll(check.findings(connection, max - findings.size()));
    }
    long entries = followHashes(connection, findings, max);
    return Sql.of("select now() as at, count(*) as wallets from wallet")
        .first(
            connection,
            row -> new Shown(Columns.time(row, "at"), findings, row.getLong("wallets"), entries))
        .orElseThrow();
  }

  /**
   * Each entry's hash follows from it and the hash before; a break is told once. What is no hash is
   * a break.
   *
   * @return how many entries there were
   */
  private static long followHashes(Connection connection, List<Finding> findings, int max)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ENTRIES)) {
      statement.setFetchSize(FETCH_ROWS);
      try (ResultSet row = statement.executeQuery()) {
        long wallet = 0;
        long entries = 0;
        Sha256 previous = Sha256.ZERO;
        while (findings.size() < max && row.next()) {
          entries++;
          previous =
              row.getLong("wallet_id") == wallet ? previous : EntryCheck.hash(row, "hash_before");
          wallet = row.getLong("wallet_id");
          if (!follows(row, previous)) {
            findings.add(
                new Finding(
                    "I15", HASHES, wallet, "entry " + row.getLong("sequence") + " differs"));
          }
          previous = EntryCheck.hash(row, "hash");
        }
        return entries;
      }
    }
  }

  private static boolean follows(ResultSet row, Sha256 previous) throws SQLException {
    try {
      Entry entry = EntryRow.entry(row);
      return entry.hash().equals(entry.hashAfter(previous));
    } catch (RuntimeException e) {
      // No entry that was ever chained looks like this: an amount below zero, an unknown kind.
      return false;
    }
  }
}

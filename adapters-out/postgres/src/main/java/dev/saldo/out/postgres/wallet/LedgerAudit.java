package dev.saldo.out.postgres.wallet;

import dev.saldo.domain.Sha256;
import dev.saldo.domain.wallet.Entry;
import dev.saldo.out.postgres.DatabaseFailure;
import dev.saldo.out.postgres.Sql;
import dev.saldo.out.postgres.Transactions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * Looks for anything in the stored ledger that cannot be: balances that are not what grants, holds
 * and entries say, counters that are not the calls, gaps, broken chains, keys with two effects.
 *
 * <p>It reads one snapshot of all tenants, sets at a time, and changes and locks nothing; a million
 * entries take seconds. What it asks is in {@code ledger-audit.sql}, apart from the hashes, which
 * are computed here.
 */
public final class LedgerAudit {
  private static final String QUERIES = "ledger-audit.sql";

  /**
   * The name of a check on a line of its own, and its query up to a semicolon and an empty line.
   */
  private static final Pattern CHECK =
      Pattern.compile(
          "^-- (I\\d+) ([a-z_]+)\n(.*?);\n(?=\n|\\z)", Pattern.MULTILINE | Pattern.DOTALL);

  private static final String ENTRIES =
      "select %s from entry e order by e.wallet_id, e.sequence, e.recorded_at"
          .formatted(EntryRow.ALL);

  private static final String HASHES = "hashes_chain";
  private static final int FETCH_ROWS = 2_000;

  /**
   * Whole tables are read, joined and sorted; without statistics of them the planner would now and
   * then try it row by row.
   */
  private static final String SETTINGS =
      """
      select set_config('work_mem', '128MB', true),
        set_config('enable_nestloop', 'off', true),
        set_config('jit', 'off', true)
      """;

  private final Transactions transactions;
  private final List<Check> checks;

  /**
   * One thing that is wrong.
   *
   * @param invariant {@code I1}, {@code I2}, …
   * @param check the query that found it
   * @param detail the numbers that do not agree, for people
   */
  public record Finding(String invariant, String check, long wallet, String detail) {}

  private record Check(String invariant, String name, String query) {}

  /** An audit on connections of the role that owns the tables, which sees all tenants. */
  public LedgerAudit(DataSource owner) {
    this.transactions = new Transactions(owner);
    this.checks = checks();
  }

  /** The names of all checks, in the order in which they run. */
  public List<String> names() {
    List<String> names = new ArrayList<>(checks.stream().map(Check::name).toList());
    names.add(HASHES);
    return names;
  }

  /**
   * What is wrong, at most so many; empty when all is well.
   *
   * @throws dev.saldo.application.UnavailableException if the database cannot be reached
   */
  public List<Finding> findings(int max) {
    try {
      return transactions.run(false, connection -> findings(connection, max));
    } catch (SQLException e) {
      throw DatabaseFailure.of(e);
    }
  }

  private List<Finding> findings(Connection connection, int max) throws SQLException {
    Sql.of("set transaction isolation level repeatable read, read only").update(connection);
    Sql.of(SETTINGS).first(connection, row -> row.getString(1));
    List<Finding> findings = new ArrayList<>();
    for (Check check : checks) {
      String limited = "select wallet_id, detail from (" + check.query() + ") found limit ?";
      findings.addAll(
          Sql.of(limited, max - findings.size())
              .list(
                  connection,
                  row ->
                      new Finding(
                          check.invariant(),
                          check.name(),
                          row.getLong("wallet_id"),
                          row.getString("detail"))));
    }
    followHashes(connection, findings, max);
    return findings;
  }

  /** Each entry's hash follows from it and the hash before; a break is told once. */
  private static void followHashes(Connection connection, List<Finding> findings, int max)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ENTRIES)) {
      statement.setFetchSize(FETCH_ROWS);
      try (ResultSet row = statement.executeQuery()) {
        long wallet = 0;
        Sha256 previous = Sha256.ZERO;
        while (findings.size() < max && row.next()) {
          previous = row.getLong("wallet_id") == wallet ? previous : Sha256.ZERO;
          wallet = row.getLong("wallet_id");
          if (!follows(row, previous)) {
            findings.add(
                new Finding(
                    "I15", HASHES, wallet, "entry " + row.getLong("sequence") + " differs"));
          }
          previous = Sha256.ofDigest(row.getBytes("hash"));
        }
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

  private static List<Check> checks() {
    List<Check> checks = CHECK.matcher(queries()).results().map(LedgerAudit::check).toList();
    if (checks.isEmpty()) {
      throw new IllegalStateException(QUERIES + " holds no checks");
    }
    return checks;
  }

  private static Check check(MatchResult found) {
    return new Check(found.group(1), found.group(2), found.group(3));
  }

  private static String queries() {
    try (InputStream file = LedgerAudit.class.getResourceAsStream(QUERIES)) {
      return new String(
          Objects.requireNonNull(file, QUERIES).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

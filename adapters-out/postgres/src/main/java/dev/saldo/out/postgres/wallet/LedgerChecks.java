package dev.saldo.out.postgres.wallet;

import dev.saldo.out.postgres.Sql;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The checks of {@code ledger-audit.sql}: queries that return no rows when all is well. */
final class LedgerChecks {
  private static final String QUERIES = "ledger-audit.sql";

  /**
   * The name of a check on a line of its own, and its query up to a semicolon and an empty line.
   */
  private static final Pattern CHECK =
      Pattern.compile(
          "^-- (I\\d+) ([a-z_]+)\n(.*?);\n(?=\n|\\z)", Pattern.MULTILINE | Pattern.DOTALL);

  private static final String BEFORE = "select distinct on (wallet_id) wallet_id, detail from (";
  private static final String AFTER = ") found order by wallet_id limit ?";

  /** In the order of the file. */
  static final List<Check> ALL = checks();

  private LedgerChecks() {}

  /**
   * One query.
   *
   * @param invariant {@code I1}, {@code I2}, …
   */
  record Check(String invariant, String name, String query) {
    /** What it finds among all rows that the connection sees, in so many wallets at most. */
    List<LedgerAudit.Finding> findings(Connection connection, int max) throws SQLException {
      return findings(connection, "", List.of(), max);
    }

    /**
     * What it finds in an excerpt: the first fault of each wallet.
     *
     * @param excerpt a {@code with} clause in which names of tables mean some of their rows
     * @param values of the excerpt's question marks
     */
    List<LedgerAudit.Finding> findings(
        Connection connection, String excerpt, List<Object> values, int max) throws SQLException {
      List<@Nullable Object> all = new ArrayList<>(values);
      all.add(max);
      return new Sql(excerpt + BEFORE + query + AFTER, all)
          .list(
              connection,
              row ->
                  new LedgerAudit.Finding(
                      invariant, name, row.getLong("wallet_id"), row.getString("detail")));
    }
  }

  private static List<Check> checks() {
    List<Check> checks = CHECK.matcher(queries()).results().map(LedgerChecks::check).toList();
    if (checks.isEmpty()) {
      throw new IllegalStateException(QUERIES + " holds no checks");
    }
    return checks;
  }

  private static Check check(MatchResult found) {
    return new Check(found.group(1), found.group(2), found.group(3));
  }

  private static String queries() {
    try (InputStream file = LedgerChecks.class.getResourceAsStream(QUERIES)) {
      return new String(
          Objects.requireNonNull(file, QUERIES).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

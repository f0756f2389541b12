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
    /**
     * What it finds among all rows that the connection sees, in so many wallets at most. A wallet
     * that it cannot read is a finding, too.
     */
    List<LedgerAudit.Finding> findings(Connection connection, int max) throws SQLException {
      Halving.Attempt<List<LedgerAudit.Finding>> all =
          Halving.attempt(connection, () -> ask(connection, "", List.of(), max));
      if (all.result().isPresent()) {
        return all.result().get();
      }
      List<Long> wallets = Excerpt.wallets(connection);
      return findings(connection, Excerpt.WHOLE, wallets, max).stream().limit(max).toList();
    }

    /**
     * What it finds in an excerpt: the first fault of each wallet. A wallet that it cannot read is
     * a finding, too.
     */
    List<LedgerAudit.Finding> findings(
        Connection connection, Excerpt excerpt, List<Long> wallets, int max) throws SQLException {
      return Halving.read(
          connection,
          wallets,
          some -> ask(connection, excerpt.text(), List.of((Object) some.toArray(Long[]::new)), max),
          (wallet, why) -> Halving.unreadable(invariant, name, wallet, why));
    }

    private List<LedgerAudit.Finding> ask(
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

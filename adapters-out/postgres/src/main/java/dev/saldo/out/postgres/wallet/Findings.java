package dev.saldo.out.postgres.wallet;

import dev.saldo.application.wallet.AuditFinding;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.out.postgres.Columns;
import dev.saldo.out.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The findings that stand, one row for a wallet and a check. */
final class Findings {
  /** A finding, and when it was looked at. */
  private record Seen(AuditFinding finding, Instant at) {}

  private static final Rows<Seen> ROWS =
      new Rows<Seen>("audit_finding")
          .number("wallet_id", seen -> seen.finding().wallet().value())
          .text("check_name", seen -> seen.finding().check())
          .number("tenant_id", seen -> seen.finding().tenant().value())
          .text("invariant", seen -> seen.finding().invariant())
          .text("detail", seen -> seen.finding().detail())
          .time("found_at", Seen::at)
          .time("seen_at", Seen::at);

  /**
   * A finding that was cleared and is there again is a new one. What was cleared by a later look
   * stays so.
   */
  private static final Rows.Statement STORE =
      ROWS.insert(
          """
          (wallet_id, check_name) do update set detail = excluded.detail,
            invariant = excluded.invariant, tenant_id = excluded.tenant_id,
            seen_at = greatest(t.seen_at, excluded.seen_at), cleared_at = null,
            found_at = case when t.cleared_at is null then t.found_at else excluded.found_at end
          where t.cleared_at is null or t.cleared_at < excluded.seen_at
          returning wallet_id, check_name, found_at\
          """);

  /** What was last seen before a look that would have shown it is gone. */
  private static final String CLEAR =
      "update audit_finding set cleared_at = now() where cleared_at is null and seen_at < ? and ";

  private final Connection connection;
  private final Instant lookedAt;

  /**
   * In a transaction that sees the tenants of what is remembered.
   *
   * @param lookedAt the database's time at which the state was seen that was judged
   */
  Findings(Connection connection, Instant lookedAt) {
    this.connection = connection;
    this.lookedAt = lookedAt;
  }

  private record Key(WalletId wallet, String check) {
    static Key of(AuditFinding finding) {
      return new Key(finding.wallet(), finding.check());
    }
  }

  /** One finding of each check and wallet: the first. */
  static List<AuditFinding> firstOfEach(List<AuditFinding> findings) {
    Map<Key, AuditFinding> first = new LinkedHashMap<>();
    findings.forEach(each -> first.putIfAbsent(Key.of(each), each));
    return List.copyOf(first.values());
  }

  /**
   * Remembers what was found, and that all else is gone from the wallets that were judged whole.
   *
   * @return what was not known before
   */
  List<AuditFinding> remember(List<AuditFinding> findings, long[] whole) throws SQLException {
    List<AuditFinding> fresh = store(findings);
    Sql.of(CLEAR + "wallet_id = any (?)", lookedAt, whole).update(connection);
    return fresh;
  }

  /**
   * Remembers what was found, and that all else is gone from a tenant's wallets.
   *
   * @return what was not known before
   */
  List<AuditFinding> rememberAllOf(TenantId tenant, List<AuditFinding> findings)
      throws SQLException {
    List<AuditFinding> fresh = store(findings);
    Sql.of(CLEAR + "tenant_id = ?", lookedAt, tenant.value()).update(connection);
    return fresh;
  }

  private List<AuditFinding> store(List<AuditFinding> findings) throws SQLException {
    if (findings.isEmpty()) {
      return List.of();
    }
    Set<Key> fresh = new HashSet<>();
    List<Seen> seen = findings.stream().map(each -> new Seen(each, lookedAt)).toList();
    ROWS.sql(STORE, seen)
        .list(
            connection,
            row ->
                Columns.time(row, "found_at").equals(lookedAt)
                    && fresh.add(new Key(WalletRow.id(row), row.getString("check_name"))));
    return findings.stream().filter(each -> fresh.contains(Key.of(each))).toList();
  }
}

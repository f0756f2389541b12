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
import java.util.stream.Collectors;

/** The findings that stand, one row for a tenant, a wallet and a check. */
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
          (tenant_id, wallet_id, check_name) do update set detail = excluded.detail,
            invariant = excluded.invariant, seen_at = greatest(t.seen_at, excluded.seen_at),
            cleared_at = null,
            found_at = case when t.cleared_at is null then t.found_at else excluded.found_at end
          where t.cleared_at is null or t.cleared_at < excluded.seen_at
          returning tenant_id, wallet_id, check_name, found_at\
          """);

  /** What was last seen before a look that would have shown it is gone. */
  private static final String CLEAR =
      "update audit_finding set cleared_at = now() where cleared_at is null and seen_at < ? and ";

  private static final String OF_WALLETS =
      "(tenant_id, wallet_id) in (select * from unnest(?::bigint[], ?::bigint[]))";

  private static final String OF_TENANT = "tenant_id = ? and wallet_id <> all (?::bigint[])";

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

  private record Key(TenantId tenant, WalletId wallet, String check) {
    static Key of(AuditFinding finding) {
      return new Key(finding.tenant(), finding.wallet(), finding.check());
    }
  }

  /** One finding of each check and wallet: the first. */
  static List<AuditFinding> firstOfEach(List<AuditFinding> findings) {
    Map<Key, AuditFinding> first = new LinkedHashMap<>();
    findings.forEach(each -> first.putIfAbsent(Key.of(each), each));
    return List.copyOf(first.values());
  }

  /**
   * Remembers what was found, and that all else is gone from the wallets that were judged whole,
   * and could be read.
   *
   * @return what was not known before
   */
  List<AuditFinding> remember(List<AuditFinding> findings, List<Judged> whole) throws SQLException {
    List<AuditFinding> fresh = store(findings);
    Set<WalletId> unreadable = unreadable(findings);
    List<Judged> read = whole.stream().filter(each -> !unreadable.contains(each.wallet())).toList();
    Sql.of(
            CLEAR + OF_WALLETS,
            lookedAt,
            read.stream().mapToLong(each -> each.tenant().value()).toArray(),
            read.stream().mapToLong(Judged::value).toArray())
        .update(connection);
    return fresh;
  }

  /**
   * Remembers what was found, and that all else is gone from a tenant's wallets that could be read.
   *
   * @return what was not known before
   */
  List<AuditFinding> rememberAllOf(TenantId tenant, List<AuditFinding> findings)
      throws SQLException {
    List<AuditFinding> fresh = store(findings);
    Sql.of(
            CLEAR + OF_TENANT,
            lookedAt,
            tenant.value(),
            unreadable(findings).stream().mapToLong(WalletId::value).toArray())
        .update(connection);
    return fresh;
  }

  private static Set<WalletId> unreadable(List<AuditFinding> findings) {
    return findings.stream()
        .filter(each -> each.check().equals(Halving.CANNOT_BE_READ))
        .map(AuditFinding::wallet)
        .collect(Collectors.toSet());
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
                    && fresh.add(
                        new Key(
                            new TenantId(row.getLong("tenant_id")),
                            WalletRow.id(row),
                            row.getString("check_name"))));
    return findings.stream().filter(each -> fresh.contains(Key.of(each))).toList();
  }
}

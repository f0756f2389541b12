package dev.saldo.out.postgres.wallet;

import dev.saldo.application.wallet.AuditFinding;
import dev.saldo.application.wallet.Inspection;
import dev.saldo.application.wallet.LedgerInspection;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.out.postgres.Columns;
import dev.saldo.out.postgres.DatabaseFailure;
import dev.saldo.out.postgres.Sql;
import dev.saldo.out.postgres.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Judges the rows of the ledger as its own role, which sees the tenants of what is judged and can
 * change none of it. Checks are those of {@code ledger-audit.sql}; entries are followed here.
 */
public final class PostgresLedgerInspection implements LedgerInspection {
  /**
   * What can be said of a wallet without its whole history: how its rows agree as they are, and
   * whether its new entries are sound.
   */
  static final Set<String> OF_LONG_HISTORIES =
      Set.of(
          "wallet_sums_to_zero",
          "grant_adds_up",
          "wallet_is_its_grants",
          "wallet_held_is_pinned",
          "grant_held_is_pinned",
          "wallet_is_not_negative",
          "grant_is_not_negative",
          "entry_is_not_negative",
          "postings_sum_to_zero");

  /** More findings than a person reads; the rest comes to light when these are mended. */
  private static final int FINDINGS_MAX = 10_000;

  private static final String CHANGED = "select tenant_id, wallet_id from changed_wallets(?)";
  private static final String ONE_STATE = "set transaction isolation level repeatable read";

  /** Rows of few wallets are looked up by their keys. */
  private static final String SETTINGS =
      """
      select set_config('app.tenants', ?, true), set_config('jit', 'off', true),
        set_config('max_parallel_workers_per_gather', '0', true)
      """;

  private final Transactions transactions;
  private final int historyMax;

  /**
   * An inspection.
   *
   * @param source connections of the ledger's role that take part in no other transaction; one is
   *     kept for as long as a look takes
   */
  public PostgresLedgerInspection(DataSource source) {
    this(source, Judged.HISTORY_MAX);
  }

  /** One for which histories are long sooner. */
  PostgresLedgerInspection(DataSource source, int historyMax) {
    this.transactions = new Transactions(source);
    this.historyMax = historyMax;
  }

  @Override
  public List<Changed> changed(int max) {
    return run(
        connection ->
            Sql.of(CHANGED, max)
                .list(
                    connection,
                    row -> new Changed(new TenantId(row.getLong("tenant_id")), WalletRow.id(row))));
  }

  @Override
  public Inspection inspect(List<Changed> wallets) {
    return run(connection -> inspect(connection, wallets));
  }

  @Override
  public Inspection inspectAll(TenantId tenant) {
    String seen = Long.toString(tenant.value());
    LedgerAudit.Shown shown = run(connection -> LedgerAudit.look(connection, seen, FINDINGS_MAX));
    List<AuditFinding> findings =
        Findings.firstOfEach(shown.findings().stream().map(each -> finding(tenant, each)).toList());
    List<AuditFinding> fresh =
        run(
            connection -> {
              choose(connection, seen);
              Findings standing = new Findings(connection, shown.at());
              return shown.findings().size() < FINDINGS_MAX
                  ? standing.rememberAllOf(tenant, findings)
                  : standing.remember(findings, List.of());
            });
    return new Inspection(
        Map.of(tenant, new Inspection.Tally(shown.wallets(), shown.entries())), findings, fresh);
  }

  private Inspection inspect(Connection connection, List<Changed> wallets) throws SQLException {
    Sql.of(ONE_STATE).update(connection);
    Sql.of(LedgerAudit.KEEP_MONTHS).update(connection);
    choose(
        connection,
        wallets.stream()
            .map(each -> Long.toString(each.tenant().value()))
            .distinct()
            .collect(Collectors.joining(",")));
    List<Judged> all =
        Judged.look(
            connection,
            wallets.stream().mapToLong(each -> each.wallet().value()).toArray(),
            historyMax);
    List<LedgerAudit.Finding> found = new ArrayList<>();
    List<Checkpoint> checkpoints = new ArrayList<>();
    Map<TenantId, Inspection.Tally> tallies = new HashMap<>();
    List<EntryCheck.Followed> ends = follow(connection, all);
    for (int i = 0; i < all.size(); i++) {
      Judged each = all.get(i);
      EntryCheck.Followed followed = ends.get(i);
      found.addAll(followed.findings());
      checkpoints.add(new Checkpoint(each.wallet(), each.tenant(), each.seen(), followed.end()));
      tallies.merge(
          each.tenant(), new Inspection.Tally(1, followed.entries()), Inspection.Tally::plus);
    }
    found.addAll(check(connection, all));
    return remembered(connection, all, found, checkpoints, tallies);
  }

  /** One for each, in their order. */
  private static List<EntryCheck.Followed> follow(Connection connection, List<Judged> all)
      throws SQLException {
    return Halving.read(
        connection,
        all,
        some -> {
          List<EntryCheck.Followed> ends = new ArrayList<>(some.size());
          for (Judged each : some) {
            ends.add(EntryCheck.follow(connection, each));
          }
          return ends;
        },
        EntryCheck::unreadable);
  }

  private static List<LedgerAudit.Finding> check(Connection connection, List<Judged> all)
      throws SQLException {
    List<LedgerAudit.Finding> found = new ArrayList<>();
    List<Long> whole = those(all, false).stream().map(Judged::value).toList();
    List<Long> recent = those(all, true).stream().map(Judged::value).toList();
    for (LedgerChecks.Check check : LedgerChecks.ALL) {
      found.addAll(check.findings(connection, Excerpt.WHOLE, whole, FINDINGS_MAX));
      if (OF_LONG_HISTORIES.contains(check.name())) {
        found.addAll(check.findings(connection, Excerpt.RECENT, recent, FINDINGS_MAX));
      }
    }
    return found;
  }

  private static Inspection remembered(
      Connection connection,
      List<Judged> all,
      List<LedgerAudit.Finding> found,
      List<Checkpoint> checkpoints,
      Map<TenantId, Inspection.Tally> tallies)
      throws SQLException {
    Map<WalletId, TenantId> tenants =
        all.stream().collect(Collectors.toMap(Judged::wallet, Judged::tenant));
    List<AuditFinding> told = new ArrayList<>(found.size());
    for (LedgerAudit.Finding each : found) {
      TenantId tenant = tenants.get(new WalletId(each.wallet()));
      if (tenant != null) {
        told.add(finding(tenant, each));
      }
    }
    List<AuditFinding> findings = Findings.firstOfEach(told);
    if (!checkpoints.isEmpty()) {
      Checkpoint.store(checkpoints).update(connection);
    }
    Instant lookedAt =
        Sql.of("select now() as at")
            .first(connection, row -> Columns.time(row, "at"))
            .orElseThrow();
    List<AuditFinding> fresh =
        new Findings(connection, lookedAt).remember(findings, those(all, false));
    return new Inspection(tallies, findings, fresh);
  }

  private static AuditFinding finding(TenantId tenant, LedgerAudit.Finding found) {
    return new AuditFinding(
        tenant, new WalletId(found.wallet()), found.invariant(), found.check(), found.detail());
  }

  private static List<Judged> those(List<Judged> all, boolean areLong) {
    return all.stream().filter(each -> each.isLong() == areLong).toList();
  }

  private static void choose(Connection connection, String tenants) throws SQLException {
    Sql.of(SETTINGS, tenants).first(connection, row -> row.getString(1));
  }

  private <T> T run(Transactions.Work<T> work) {
    try {
      return transactions.run(false, work);
    } catch (SQLException e) {
      throw DatabaseFailure.of(e);
    }
  }
}

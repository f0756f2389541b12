package dev.saldo.out.postgres.wallet;

import dev.saldo.application.UnavailableException;
import dev.saldo.application.wallet.AuditFinding;
import dev.saldo.application.wallet.AuditRun;
import dev.saldo.application.wallet.AuditRuns;
import dev.saldo.application.wallet.Inspection;
import dev.saldo.domain.TenantId;
import dev.saldo.out.postgres.AdvisoryLock;
import dev.saldo.out.postgres.Columns;
import dev.saldo.out.postgres.DatabaseFailure;
import dev.saldo.out.postgres.Sql;
import dev.saldo.out.postgres.TenantWork;
import dev.saldo.out.postgres.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Runs and findings of the self-audit. A tenant reads its own as the application; what is done
 * across tenants is done as the ledger's role.
 */
public final class PostgresAuditRuns implements AuditRuns {
  private static final String LOCK = "saldo.self-audit.";

  private static final String REQUEST =
      "insert into audit_run (tenant_id, kind) values (?, 'full') on conflict (tenant_id)"
          + " where ended_at is null do nothing";

  /** How often a run may end while it is asked for; nobody is that quick. */
  private static final int ATTEMPTS_MAX = 10;

  private static final String RUN =
      "select id, kind, requested_at, ended_at, took_micros, wallets, entries, findings"
          + " from audit_run where tenant_id = ?";

  private static final String WAITING = RUN + " and ended_at is null";

  /** Of each kind: there are so many of one that the other would not be seen among them. */
  private static final String NEWEST =
      "(%1$s and kind = 'incremental' order by id desc limit ?) union all (%1$s and kind = 'full'"
          .formatted(RUN)
          .concat(" order by id desc limit ?) order by id desc");

  private static final String REQUESTED = "select tenant_id, id from requested_audits()";

  private static final String END =
      """
      update audit_run
      set ended_at = ?, took_micros = ?, wallets = ?, entries = ?, findings = ?
      where tenant_id = ? and id = ? and ended_at is null
      """;

  private static final String ADD =
      """
      insert into audit_run (tenant_id, kind, requested_at, ended_at, took_micros, wallets, entries,
        findings)
      values (?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String STANDING =
      """
      select f.wallet_id, f.check_name, f.tenant_id, f.invariant, f.detail, f.found_at, f.seen_at,
        w.customer_key
      from audit_finding f
      left join wallet w on w.wallet_id = f.wallet_id
      where f.tenant_id = ? and f.cleared_at is null
      order by f.found_at desc, f.wallet_id, f.check_name
      limit ?
      """;

  private static final String KNOWN =
      """
      select (select count(*) from audit_finding f
          where f.tenant_id = t.id and f.cleared_at is null) as findings,
        (select p.up_to_date_at from audit_progress p where p.tenant_id = t.id) as up_to_date_at
      from (select ?::bigint as id) t
      """;

  private final TenantWork work;
  private final Transactions transactions;
  private final DataSource ledger;

  /**
   * Runs.
   *
   * @param work of the application's role
   * @param ledger connections of the ledger's role that take part in no other transaction
   */
  public PostgresAuditRuns(TenantWork work, DataSource ledger) {
    this.work = work;
    this.transactions = new Transactions(ledger);
    this.ledger = ledger;
  }

  @Override
  public <T> Optional<T> alone(AuditRun.Kind kind, Supplier<T> audit) {
    return new AdvisoryLock(ledger, LOCK + Columns.name(kind)).holding(audit);
  }

  @Override
  public AuditRun request(TenantId tenant) {
    return work.inTenant(
            tenant,
            connection -> {
              Optional<AuditRun> waiting = Optional.empty();
              for (int i = 0; i < ATTEMPTS_MAX && waiting.isEmpty(); i++) {
                Sql.of(REQUEST, tenant.value()).update(connection);
                // The one that was in the way may have ended by now.
                waiting = Sql.of(WAITING, tenant.value()).first(connection, PostgresAuditRuns::run);
              }
              return waiting;
            })
        .orElseThrow(() -> new UnavailableException("database", null));
  }

  @Override
  public List<Requested> requested() {
    return acrossTenants(
        connection ->
            Sql.of(REQUESTED)
                .list(
                    connection,
                    row ->
                        new Requested(
                            new TenantId(row.getLong("tenant_id")), row.getString("id"))));
  }

  @Override
  public void end(Requested run, AuditRun.End end) {
    asLedger(
        run.tenant(),
        Sql.of(
            END,
            end.at(),
            micros(end.took()),
            end.looked().wallets(),
            end.looked().entries(),
            end.findings(),
            run.tenant().value(),
            run.id()));
  }

  @Override
  public void add(TenantId tenant, AuditRun.Kind kind, AuditRun.End end) {
    asLedger(
        tenant,
        Sql.of(
            ADD,
            tenant.value(),
            Columns.name(kind),
            end.at().minus(end.took()),
            end.at(),
            micros(end.took()),
            end.looked().wallets(),
            end.looked().entries(),
            end.findings()));
  }

  @Override
  public void upToDate() {
    acrossTenants(connection -> Sql.of("select note_audit_round()").first(connection, _ -> true));
  }

  @Override
  public Report report(TenantId tenant, int max) {
    return work.read(
        tenant,
        connection -> {
          List<Standing> standing =
              Sql.of(STANDING, tenant.value(), max).list(connection, PostgresAuditRuns::standing);
          List<AuditRun> runs =
              Sql.of(NEWEST, tenant.value(), max, tenant.value(), max)
                  .list(connection, PostgresAuditRuns::run);
          return Sql.of(KNOWN, tenant.value())
              .first(
                  connection,
                  row ->
                      new Report(
                          Columns.optionalTime(row, "up_to_date_at"),
                          row.getLong("findings"),
                          standing,
                          runs))
              .orElseThrow();
        });
  }

  @Override
  public Status status() {
    return acrossTenants(
        connection ->
            Sql.of("select findings, up_to_date_at from audit_status()")
                .first(
                    connection,
                    row ->
                        new Status(
                            row.getLong("findings"), Columns.optionalTime(row, "up_to_date_at")))
                .orElseThrow());
  }

  private static AuditRun run(ResultSet row) throws SQLException {
    return new AuditRun(
        row.getString("id"),
        Columns.constant(row, "kind", AuditRun.Kind.class),
        Columns.time(row, "requested_at"),
        row.getObject("ended_at") == null ? Optional.empty() : Optional.of(end(row)));
  }

  private static AuditRun.End end(ResultSet row) throws SQLException {
    return new AuditRun.End(
        Columns.time(row, "ended_at"),
        Duration.of(row.getLong("took_micros"), ChronoUnit.MICROS),
        new Inspection.Tally(row.getLong("wallets"), row.getLong("entries")),
        row.getLong("findings"));
  }

  private static Standing standing(ResultSet row) throws SQLException {
    return new Standing(
        new AuditFinding(
            new TenantId(row.getLong("tenant_id")),
            WalletRow.id(row),
            row.getString("invariant"),
            row.getString("check_name"),
            row.getString("detail")),
        Columns.optionalText(row, "customer_key"),
        Columns.time(row, "found_at"),
        Columns.time(row, "seen_at"));
  }

  private static long micros(Duration took) {
    return Math.max(0, took.toNanos() / 1_000);
  }

  private void asLedger(TenantId tenant, Sql change) {
    acrossTenants(
        connection -> {
          Sql.of("select set_config('app.tenants', ?, true)", Long.toString(tenant.value()))
              .first(connection, row -> row.getString(1));
          return change.update(connection);
        });
  }

  private <T> T acrossTenants(Transactions.Work<T> statements) {
    try {
      return transactions.run(false, statements);
    } catch (SQLException e) {
      throw DatabaseFailure.of(e);
    }
  }
}

package dev.saldo.out.postgres.audit;

import dev.saldo.application.Page;
import dev.saldo.application.PageRequest;
import dev.saldo.application.audit.AuditLog;
import dev.saldo.application.audit.AuditNote;
import dev.saldo.application.audit.AuditRecord;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.out.postgres.Cursor;
import dev.saldo.out.postgres.Pages;
import dev.saldo.out.postgres.Sql;
import dev.saldo.out.postgres.TenantWork;
import java.util.Optional;

/** The audit log, one row for each thing that was changed. */
public final class PostgresAuditLog implements AuditLog {
  private static final String LIST =
      """
      select a.id, 'change_' || replace(a.change_id::text, '-', '') as change, a.recorded_at,
        a.actor, a.actor_name, a.reason, a.kind, a.key, a.action, a.before, a.after
      from audit_log a
      where a.tenant_id = ?
        and (?::text is null or a.kind = ?)
        and (?::text is null or a.key = ?)
        and (?::text is null or a.actor = ?)
        and a.recorded_at >= coalesce(?, '-infinity'::timestamptz)
        and a.recorded_at < coalesce(?, 'infinity'::timestamptz)
        and (a.recorded_at, a.id) < (coalesce(?, 'infinity'::timestamptz), coalesce(?, ''))
      order by a.recorded_at desc, a.id desc
      limit ?
      """;

  private final TenantWork work;

  public PostgresAuditLog(TenantWork work) {
    this.work = work;
  }

  @Override
  public Page<AuditRecord> list(TenantId tenant, Filter filter, PageRequest page) {
    Optional<Cursor> cursor = Pages.cursor(page, 2);
    Sql query =
        Sql.of(
            LIST,
            tenant.value(),
            filter.kind(),
            filter.kind(),
            filter.key(),
            filter.key(),
            filter.actor(),
            filter.actor(),
            page.from(),
            page.to(),
            cursor.map(end -> end.time(0)),
            cursor.map(end -> end.name(1)),
            Pages.rows(page));
    return Pages.page(
        page,
        work.read(tenant, connection -> query.list(connection, AuditRows::read)),
        told -> Cursor.of(told.at(), told.id()));
  }

  @Override
  public void addOnce(TenantId tenant, WalletId wallet, long command, AuditNote note) {
    work.inTenant(
        tenant,
        connection -> {
          AuditRows.insertOnce(connection, tenant, wallet, command, note);
          return note;
        });
  }
}

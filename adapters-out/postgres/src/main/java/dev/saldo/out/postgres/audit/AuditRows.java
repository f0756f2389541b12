package dev.saldo.out.postgres.audit;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.saldo.application.audit.Action;
import dev.saldo.application.audit.AuditNote;
import dev.saldo.application.audit.AuditRecord;
import dev.saldo.application.audit.Author;
import dev.saldo.application.audit.Difference;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.out.postgres.Columns;
import dev.saldo.out.postgres.Json;
import dev.saldo.out.postgres.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows of the audit log, written in the transaction of the change that they tell of. */
public final class AuditRows {
  /** The ids of one change rise in the order of its rows. */
  private static final String INSERT =
      """
      insert into audit_log (tenant_id, change_id, recorded_at, actor, actor_name, reason,
        wallet_id, command, kind, key, action, before, after)
      select ?, c.id, c.recorded_at, ?, ?, ?, ?, ?, d.kind, d.key, d.action, d.before::json, d.after::json
      from (select uuidv7() as id, clock_timestamp() as recorded_at offset 0) c
      cross join unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
        with ordinality as d (kind, key, action, before, after, place)
      order by d.place
      on conflict do nothing
      """;

  private static final JsonMapper MAPPER = Json.mapper().build();

  private AuditRows() {}

  /** Adds what a change did; nothing when nothing is different. */
  public static void insert(Connection connection, TenantId tenant, AuditNote note)
      throws SQLException {
    insert(connection, tenant, Optional.empty(), Optional.empty(), note);
  }

  /** Adds what a command of the ledger did, unless it is there. */
  static void insertOnce(
      Connection connection, TenantId tenant, WalletId wallet, long command, AuditNote note)
      throws SQLException {
    insert(connection, tenant, Optional.of(wallet.value()), Optional.of(command), note);
  }

  private static void insert(
      Connection connection,
      TenantId tenant,
      Optional<Long> wallet,
      Optional<Long> command,
      AuditNote note)
      throws SQLException {
    List<Difference> all = note.differences();
    if (all.isEmpty()) {
      return;
    }
    Author author = note.author();
    Sql.of(
            INSERT,
            tenant.value(),
            author.actor(),
            author.name(),
            author.reason(),
            wallet,
            command,
            all.stream().map(Difference::kind).toList(),
            all.stream().map(Difference::key).toList(),
            all.stream().map(each -> Columns.name(each.action())).toList(),
            documents(all.stream().map(Difference::before).toList()),
            documents(all.stream().map(Difference::after).toList()))
        .update(connection);
  }

  /** One row. */
  static AuditRecord read(ResultSet row) throws SQLException {
    return new AuditRecord(
        row.getString("id"),
        row.getString("change"),
        Columns.time(row, "recorded_at"),
        new Author(
            row.getString("actor"),
            row.getString("actor_name"),
            Columns.optionalText(row, "reason")),
        new Difference(
            row.getString("kind"),
            row.getString("key"),
            Columns.constant(row, "action", Action.class),
            document(row, "before"),
            document(row, "after")));
  }

  private static List<@Nullable String> documents(List<Optional<Object>> documents) {
    List<@Nullable String> texts = new ArrayList<>(documents.size());
    for (Optional<Object> document : documents) {
      texts.add(document.map(tree -> Json.write(MAPPER, tree)).orElse(null));
    }
    return texts;
  }

  private static Optional<Object> document(ResultSet row, String column) throws SQLException {
    return Columns.optionalText(row, column).map(text -> Json.read(MAPPER, text, Object.class));
  }
}

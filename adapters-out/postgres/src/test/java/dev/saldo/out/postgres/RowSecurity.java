package dev.saldo.out.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Looks in the database's own catalogue for tables that somebody could see too much of. */
final class RowSecurity {
  /** Flyway's own table, which no serving role may touch. */
  private static final String HISTORY = "flyway_schema_history";

  private static final String OPEN_TABLES =
      """
      select c.relname || ': ' || fault.text as finding
      from pg_class c
      cross join lateral (
        values
          (not c.relrowsecurity, 'row security is off'),
          (not c.relforcerowsecurity, 'row security is not forced'),
          (not exists (select from pg_policy p where p.polrelid = c.oid), 'has no policy'),
          (not exists (
             select from pg_attribute a
             where a.attrelid = c.oid and a.attname = 'tenant_id' and a.attnotnull),
           'has no tenant_id'),
          (exists (
             select from pg_policy p
             where p.polrelid = c.oid
               and p.polroles <> array[c.relowner]
               and (pg_get_expr(p.polqual, c.oid) not like '(tenant_id = %'
                 or pg_get_expr(p.polqual, c.oid) not like '%current_setting(''app.tenant%'
                 or p.polroles && array[c.relowner, 0::oid])),
           'has a policy that is not of a tenant'),
          (exists (
             select from pg_roles r
             where r.rolname in ('saldo_app', 'saldo_ledger')
               and has_table_privilege(r.oid, c.oid, 'select, insert, update, delete')
               and not exists (
                 select from pg_policy p where p.polrelid = c.oid and r.oid = any (p.polroles))),
           'is granted to a role that has no policy'),
          (c.relispartition and exists (
             select from pg_roles r
             where r.rolname in ('saldo_app', 'saldo_ledger')
               and has_table_privilege(r.oid, c.oid, 'select, insert, update, delete')),
           'is a partition that can be reached past its parent')
      ) as fault (found, text)
      where c.relnamespace = 'public'::regnamespace
        and c.relkind in ('r', 'p')
        and c.relname <> ?
        and fault.found
      order by finding
      """;

  private static final String HISTORY_ACCESS =
      """
      select r.rolname || ' may use ' || c.relname as finding
      from pg_class c, pg_roles r
      where c.relname = ? and r.rolname in ('saldo_app', 'saldo_ledger')
        and has_table_privilege(r.oid, c.oid, 'select, insert, update, delete')
      """;

  private RowSecurity() {}

  /** One sentence for each fault; none when all is well. */
  static List<String> faults(Connection owner) throws SQLException {
    List<String> faults = Sql.of(OPEN_TABLES, HISTORY).list(owner, row -> row.getString("finding"));
    faults.addAll(Sql.of(HISTORY_ACCESS, HISTORY).list(owner, row -> row.getString("finding")));
    return faults;
  }
}

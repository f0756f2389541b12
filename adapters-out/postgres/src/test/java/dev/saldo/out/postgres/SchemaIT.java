package dev.saldo.out.postgres;

import static dev.saldo.out.postgres.TestDatabase.OTHER_TENANT;
import static dev.saldo.out.postgres.TestDatabase.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.domain.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaIT {
  private static final int INTERLEAVED = 10_000;

  private final TestDatabase database = TestDatabase.get();

  @Test
  void closesEveryTableToOtherTenants() throws SQLException {
    try (Connection owner = database.owner().getConnection()) {
      assertThat(RowSecurity.faults(owner)).isEmpty();
      int tables =
          Sql.of(
                  "select count(*) as n from pg_class where relnamespace = 'public'::regnamespace"
                      + " and relkind in ('r', 'p') and relrowsecurity")
              .first(owner, row -> row.getInt("n"))
              .orElseThrow();
      assertThat(tables).isGreaterThanOrEqualTo(15 + 2 * 4);
    }
  }

  /** The check sees what it is there to see. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          create table leak (id int)                             | leak: row security is off
          create table leak (id int)                             | leak: row security is not forced
          create table leak (id int)                             | leak: has no policy
          create table leak (id int)                             | leak: has no tenant_id
          alter table entry no force row level security          | entry: row security is not forced
          alter table hold disable row level security            | hold: row security is off
          drop policy app on customer                            | customer: is granted to a role that has no policy
          create policy more on hold using (true)                | hold: has a policy that is not of a tenant
          create policy more on hold to saldo_app using (calls > 0) | hold: has a policy that is not of a tenant
          grant select on flyway_schema_history to saldo_app     | saldo_app may use flyway_schema_history
          """)
  void seesAnOpenTable(String change, String fault) throws SQLException {
    try (Connection owner = database.owner().getConnection();
        Statement statement = owner.createStatement()) {
      owner.setAutoCommit(false);
      statement.execute(change);
      assertThat(RowSecurity.faults(owner)).contains(fault);
      owner.rollback();
    }
  }

  @Test
  void seesAPartitionThatCanBeReachedPastItsParent() throws SQLException {
    try (Connection owner = database.owner().getConnection();
        Statement statement = owner.createStatement()) {
      owner.setAutoCommit(false);
      String partition =
          Sql.of(
                  "select min(inhrelid::regclass::text) as name from pg_inherits"
                      + " where inhparent = 'entry'::regclass")
              .first(owner, row -> row.getString("name"))
              .orElseThrow();
      statement.execute("grant select on " + partition + " to saldo_app");
      assertThat(RowSecurity.faults(owner))
          .contains(partition + ": is a partition that can be reached past its parent");
      owner.rollback();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update entry set amount = amount",
        "delete from entry",
        "truncate entry",
        "update operation set answer = answer",
        "truncate operation",
        "delete from wallet",
        "delete from credit_grant",
        "delete from hold",
        "delete from counter",
        "delete from usage_daily",
        "delete from operation",
        "select * from api_key",
        "select * from customer",
        "update catalog_current set version = 1",
        "update tenant set active = true",
        "select * from audit_log",
        "update test_clock set at = at",
        "delete from audit_finding",
        "delete from audit_run",
        "delete from audit_checkpoint",
        "update audit_progress set up_to_date_at = now()",
        "select add_tenant('three', false)",
        "select erase_from_audit_log('one', 'customer', 'school', 'why')",
        "select create_month(date '2030-01-01')"
      })
  void refusesTheLedger(String statement) throws SQLException {
    refuses(database.ledger().getConnection(), "app.tenants", statement);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update wallet set available = available",
        "insert into entry select * from entry",
        "update entry set amount = amount",
        "delete from entry",
        "update hold set state = state",
        "update credit_grant set held = held",
        "delete from customer",
        "delete from api_key",
        "update catalog_version set document = document",
        "delete from catalog_version",
        "update tenant set active = true",
        "update audit_log set kind = kind",
        "delete from audit_log",
        "truncate audit_log",
        "select erase_from_audit_log('one', 'customer', 'school', 'why')",
        "delete from test_clock",
        "update audit_finding set cleared_at = now()",
        "insert into audit_finding select * from audit_finding",
        "insert into audit_run (tenant_id, kind, ended_at) values (1, 'full', now())",
        "update audit_run set kind = kind",
        "delete from audit_run",
        "select * from audit_checkpoint",
        "select * from changed_wallets(1)",
        "select * from requested_audits()",
        "select * from audit_status()",
        "select * from wallets_of_two_tenants(array[1])",
        "select key, answer from operation",
        "select * from command_key",
        "select * from due_wallets(now(), 1)",
        "select create_month(date '2030-01-01')",
        "create table mine (id int)"
      })
  void refusesTheApplication(String statement) throws SQLException {
    refuses(database.app().getConnection(), "app.tenant", statement);
  }

  private static void refuses(Connection role, String setting, String refused) throws SQLException {
    try (role;
        Statement statement = role.createStatement()) {
      role.setAutoCommit(false);
      Sql.of("select set_config(?, '1', true)", setting).first(role, row -> row.getString(1));
      assertThatThrownBy(() -> statement.execute(refused))
          .isInstanceOf(SQLException.class)
          .extracting(failure -> ((SQLException) failure).getSQLState())
          .isEqualTo("42501");
      role.rollback();
    }
  }

  @Test
  void showsNothingToAnUnsetTenant() throws SQLException {
    addCustomer(TENANT, "unset-tenant", 9_001);
    try (Connection app = database.app().getConnection()) {
      assertThat(customers(app, "unset-tenant")).isEmpty();
      Sql.of("select set_config('app.tenant', '', false)").first(app, row -> row.getString(1));
      assertThat(customers(app, "unset-tenant")).isEmpty();
    }
    try (Connection ledger = database.ledger().getConnection()) {
      assertThat(Sql.of("select slug from tenant").list(ledger, row -> row.getString(1))).isEmpty();
      Sql.of("select set_config('app.tenants', '', false)").first(ledger, row -> row.getString(1));
      assertThat(Sql.of("select slug from tenant").list(ledger, row -> row.getString(1))).isEmpty();
      Sql.of("select set_config('app.tenants', '1,2', false)")
          .first(ledger, row -> row.getString(1));
      assertThat(Sql.of("select slug from tenant").list(ledger, row -> row.getString(1)))
          .containsExactlyInAnyOrder("one", "two");
    }
  }

  @Test
  void letsTheLedgerMakePartitionsAndFindDueWallets() throws SQLException {
    try (Connection ledger = database.ledger().getConnection()) {
      Sql.of("select ensure_partitions()").list(ledger, _ -> true);
      long due = 9_005;
      database.asOwner(
          owner ->
              Sql.of(
                      "insert into wallet select ?, 2, 'due', false, false, 'free', 1, 0, 'hard',"
                          + " 'charge', 0, 'UTC', null, now(), now() + interval '1 month', '{}', 0,"
                          + " 0, 0, 0, 0, 0, 0, 0, 0, 0, now() - interval '1 hour', 0,"
                          + " decode(repeat('00', 32), 'hex'), 0, now()",
                      due)
                  .update(owner));
      Sql query = Sql.of("select tenant_id, wallet_id from due_wallets(now(), 1000)");
      assertThat(
              query.list(ledger, row -> row.getLong("tenant_id") + "/" + row.getLong("wallet_id")))
          .contains("2/" + due);
      assertThat(
              Sql.of(
                      "select 1 from due_wallets(now() - interval '2 hours', 1000) d where"
                          + " wallet_id = ?",
                      due)
                  .list(ledger, row -> row.getInt(1)))
          .isEmpty();
    }
  }

  @Test
  void refusesARowOfAnotherTenant() {
    TenantWork work = new TenantWork(database.app());
    assertThatThrownBy(
            () ->
                work.inTenant(
                    TENANT, connection -> insert(connection, OTHER_TENANT, "smuggled", 9_002)))
        .isInstanceOf(IllegalStateException.class)
        .cause()
        .hasMessageContaining("row-level security");
  }

  @Test
  void leaksNothingBetweenInterleavedTenantsOfOneConnection() throws SQLException {
    addCustomer(TENANT, "interleaved-1", 9_003);
    addCustomer(OTHER_TENANT, "interleaved-2", 9_004);
    try (Connection connection = database.app().getConnection()) {
      connection.setAutoCommit(false);
      List<String> leaks = new ArrayList<>();
      for (int i = 0; i < INTERLEAVED; i++) {
        TenantId tenant = i % 2 == 0 ? TENANT : OTHER_TENANT;
        TenantWork.choose(connection, tenant);
        List<String> seen = customers(connection, "interleaved-%");
        if (!seen.equals(List.of("interleaved-" + tenant.value()))) {
          leaks.add("tenant " + tenant.value() + " saw " + seen);
        }
        if (i % 3 == 0) {
          connection.rollback();
        } else {
          connection.commit();
        }
      }
      assertThat(leaks).isEmpty();
      assertThat(customers(connection, "interleaved-%")).isEmpty();
    }
  }

  private void addCustomer(TenantId tenant, String key, long wallet) {
    new TenantWork(database.app())
        .inTenant(tenant, connection -> insert(connection, tenant, key, wallet));
  }

  private static int insert(Connection connection, TenantId tenant, String key, long wallet)
      throws SQLException {
    return Sql.of(
            "insert into customer (tenant_id, key, wallet_id, groups, metadata, created_at, open)"
                + " values (?, ?, ?, '{}', '{}', now(), false)",
            tenant.value(),
            key,
            wallet)
        .update(connection);
  }

  private static List<String> customers(Connection connection, String like) throws SQLException {
    return Sql.of("select key from customer where key like ?", like)
        .list(connection, row -> row.getString("key"));
  }
}

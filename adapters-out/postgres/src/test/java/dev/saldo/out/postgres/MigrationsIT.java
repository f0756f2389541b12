package dev.saldo.out.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.application.UnavailableException;
import dev.saldo.out.postgres.wallet.EarlierSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class MigrationsIT {
  private final TestDatabase database = TestDatabase.get();

  @Test
  void reachesTheNewestVersionAndRunsAgainWithoutChange() throws SQLException {
    database.create("migrated_twice");
    assertThat(database.migrations("migrated_twice").run()).isEqualTo("13");
    assertThat(database.migrations("migrated_twice").run()).isEqualTo("13");
  }

  /** A report that reads what the migration changes keeps nobody waiting but the migration. */
  @Test
  void triesAgainUntilNobodyUsesItsTables() throws Exception {
    EarlierSchema.create("migrated_beside_readers", 11);
    try (Connection reader = reader("migrated_beside_readers");
        ExecutorService executor = Executors.newSingleThreadExecutor()) {
      Migrations impatient = migrations("migrated_beside_readers", 1);
      assertThatThrownBy(impatient::run)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("the schema could not be migrated, since its tables are in use");

      Future<String> version = executor.submit(migrations("migrated_beside_readers", 60)::run);
      try (Connection second = reader("migrated_beside_readers")) {
        assertThat(second.isValid(1)).isTrue();
        second.rollback();
      }
      assertThat(version.isDone()).isFalse();
      reader.rollback();
      assertThat(version.get()).isEqualTo("13");
    }
  }

  private Migrations migrations(String name, int tries) {
    return new Migrations(
        database.source(name, "saldo_owner", "owner"),
        TestDatabase.login("saldo_app"),
        TestDatabase.login("saldo_ledger"),
        new Migrations.Patience(tries, Duration.ofMillis(50)));
  }

  /** A transaction that has read the findings of the self-audit. */
  private Connection reader(String name) throws SQLException {
    Connection reader = database.source(name, "saldo_owner", "owner").getConnection();
    reader.setAutoCommit(false);
    Sql.of("select count(*) as n from audit_finding").first(reader, row -> row.getLong("n"));
    return reader;
  }

  /** Two could be cut off between the commit of one and that of the other. */
  @Test
  void recordsAMigrationInTheTransactionThatMakesIt() throws SQLException {
    database.create("migrated_by_one_connection");
    Migrations migrations =
        new Migrations(
            oneAtATime(database.source("migrated_by_one_connection", "saldo_owner", "owner")),
            TestDatabase.login("saldo_app"),
            TestDatabase.login("saldo_ledger"));
    assertThat(migrations.run()).isEqualTo("13");
  }

  @Test
  void letsInstancesThatStartTogetherWaitForEachOther() throws Exception {
    database.create("migrated_together");
    Callable<String> start = () -> database.migrations("migrated_together").run();
    try (ExecutorService instances = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<String> instance : instances.invokeAll(Collections.nCopies(3, start))) {
        assertThat(instance.get()).isEqualTo("13");
      }
    }
  }

  @Test
  void makesThePartitionsOfFourMonths() throws SQLException {
    try (Connection owner = database.owner().getConnection()) {
      List<String> names =
          Sql.of(
                  "select inhrelid::regclass::text as name from pg_inherits"
                      + " where inhparent = 'entry'::regclass"
                      + " and inhrelid::regclass::text >= to_char(now() at time zone 'UTC',"
                      + " '\"entry_\"YYYY_MM') order by name")
              .list(owner, row -> row.getString("name"));
      assertThat(names)
          .hasSizeGreaterThanOrEqualTo(4)
          .allMatch(name -> name.matches("entry_\\d{4}_\\d{2}"));
    }
  }

  @Test
  void letsTheServingRolesLogInWithoutPowers() throws SQLException {
    for (var source : List.of(database.app(), database.ledger())) {
      try (Connection connection = source.getConnection()) {
        boolean bound =
            Sql.of(
                    "select not (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb) as bound"
                        + " from pg_roles where rolname = current_user")
                .first(connection, row -> row.getBoolean("bound"))
                .orElseThrow();
        assertThat(bound).isTrue();
      }
    }
  }

  @Test
  void migratesAsSuperuserToo() throws SQLException {
    database.create("migrated_by_superuser");
    Migrations migrations =
        new Migrations(
            database.source("migrated_by_superuser", "postgres", "postgres"),
            TestDatabase.login("odd \"app' \\ %s role"),
            TestDatabase.login("odd-ledger"));
    assertThat(migrations.run()).isEqualTo("13");
  }

  @Test
  void refusesARoleThatRowSecurityDoesNotBind() throws SQLException {
    database.create("unsafe_roles");
    Migrations migrations =
        new Migrations(
            database.source("unsafe_roles", "saldo_owner", "owner"),
            new RoleLogin("postgres", Optional.empty()),
            TestDatabase.login("saldo_ledger"));
    assertThatThrownBy(migrations::run)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the database role postgres is a superuser or bypasses row security; it must not");
  }

  @Test
  void refusesTheOwnerAsServingRole() throws SQLException {
    database.create("owner_serves");
    Migrations migrations =
        new Migrations(
            database.source("owner_serves", "saldo_owner", "owner"),
            new RoleLogin("saldo_owner", Optional.empty()),
            TestDatabase.login("saldo_ledger"));
    assertThatThrownBy(migrations::run)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the database role saldo_owner owns the tables; calls need a role of their own");
  }

  @Test
  void refusesToInventAPassword() throws SQLException {
    database.create("no_password");
    Migrations migrations =
        new Migrations(
            database.source("no_password", "saldo_owner", "owner"),
            new RoleLogin("nobody_yet", Optional.empty()),
            TestDatabase.login("saldo_ledger"));
    assertThatThrownBy(migrations::run)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the database role nobody_yet does not exist and no password is given");
  }

  @Test
  void saysThatTheDatabaseIsUnavailable() {
    Migrations migrations =
        new Migrations(
            database.source("no_such_database", "saldo_owner", "owner"),
            TestDatabase.login("saldo_app"),
            TestDatabase.login("saldo_ledger"));
    assertThatThrownBy(migrations::run).isInstanceOf(UnavailableException.class);
  }

  private static DataSource oneAtATime(DataSource source) {
    AtomicReference<Connection> last = new AtomicReference<>();
    return Around.all(
        DataSource.class,
        source,
        (method, _, call) -> {
          if (!method.equals("getConnection")) {
            return call.run();
          }
          Connection before = last.get();
          if (before != null && !before.isClosed()) {
            throw new IllegalStateException("a second connection");
          }
          Connection connection = source.getConnection();
          last.set(connection);
          return connection;
        });
  }
}

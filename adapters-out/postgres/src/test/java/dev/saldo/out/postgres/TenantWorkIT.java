package dev.saldo.out.postgres;

import static dev.saldo.out.postgres.TestDatabase.OTHER_TENANT;
import static dev.saldo.out.postgres.TestDatabase.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.application.UnavailableException;
import dev.saldo.domain.TenantId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TenantWorkIT {
  private static final String SLUGS = "select slug from tenant";
  private static final TenantWork.Lookup SLUG =
      new TenantWork.Lookup("select slug from tenant where slug = ?");

  private final TestDatabase database = TestDatabase.get();
  private final TenantWork work = new TenantWork(Pool.of(database.app()));

  @Test
  void showsOneTenantAfterAnotherOnTheSameConnection() {
    assertThat(work.read(TENANT, TenantWorkIT::slugs)).containsExactly("one");
    assertThat(work.inTenant(OTHER_TENANT, TenantWorkIT::slugs)).containsExactly("two");
    assertThat(work.outside(TenantWorkIT::slugs)).isEmpty();
  }

  @Test
  void looksUpInOneTenantAfterAnotherOnTheSameConnection() {
    for (int i = 0; i < 20; i++) {
      assertThat(work.first(TENANT, SLUG, TenantWorkIT::slug, "one")).contains("one");
      assertThat(work.first(TENANT, SLUG, TenantWorkIT::slug, "two")).isEmpty();
      assertThat(work.first(OTHER_TENANT, SLUG, TenantWorkIT::slug, "two")).contains("two");
      assertThat(work.outside(TenantWorkIT::slugs)).isEmpty();
    }
  }

  @Test
  void seesNothingOfATenantThatThereIsNot() {
    assertThat(work.first(new TenantId(0), SLUG, TenantWorkIT::slug, "one")).isEmpty();
  }

  @Test
  void keepsNothingOfWorkThatThrows() {
    String key = "thrown";
    assertThatThrownBy(
            () ->
                work.inTenant(
                    TENANT,
                    connection -> {
                      insert(connection, key);
                      throw new IllegalArgumentException("no");
                    }))
        .isInstanceOf(IllegalArgumentException.class);
    Sql query = Sql.of("select key from customer where key = ?", key);
    List<String> found =
        work.read(TENANT, connection -> query.list(connection, row -> row.getString("key")));
    assertThat(found).isEmpty();
  }

  @Test
  void refusesToWriteWhenReading() {
    assertThatThrownBy(() -> work.read(TENANT, connection -> insert(connection, "read-only")))
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("ERROR: cannot execute INSERT in a read-only transaction");
  }

  @Test
  void tellsAnOutageFromAWrongStatement() {
    TenantWork unreachable =
        new TenantWork(database.source("there_is_no_such_database", "saldo_app", "wrong"));
    assertThatThrownBy(() -> unreachable.read(TENANT, TenantWorkIT::slugs))
        .isInstanceOf(UnavailableException.class)
        .hasMessage("database is unavailable");
    assertThatThrownBy(
            () ->
                work.read(
                    TENANT,
                    connection ->
                        Sql.of("select pg_sleep(5)")
                            .first(withTimeout(connection), row -> row.getString(1))))
        .isInstanceOf(UnavailableException.class);
    assertThatThrownBy(
            () -> work.read(TENANT, connection -> Sql.of("select nothing").update(connection)))
        .isInstanceOf(IllegalStateException.class);
  }

  private static Connection withTimeout(Connection connection) throws SQLException {
    Sql.of("select set_config('statement_timeout', '50ms', true)")
        .first(connection, row -> row.getString(1));
    return connection;
  }

  private static String slug(ResultSet row) throws SQLException {
    return row.getString("slug");
  }

  private static List<String> slugs(Connection connection) throws SQLException {
    return Sql.of(SLUGS).list(connection, row -> row.getString("slug"));
  }

  private static int insert(Connection connection, String key) throws SQLException {
    return Sql.of(
            "insert into customer (tenant_id, key, wallet_id, groups, metadata, created_at, open)"
                + " values (1, ?, 9100, '{}', '{}', now(), false)",
            key)
        .update(connection);
  }
}

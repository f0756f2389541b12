package dev.saldo.out.postgres.identity;

import dev.saldo.application.audit.AuditNote;
import dev.saldo.application.identity.TestClocks;
import dev.saldo.domain.TenantId;
import dev.saldo.out.postgres.Columns;
import dev.saldo.out.postgres.Sql;
import dev.saldo.out.postgres.TenantWork;
import dev.saldo.out.postgres.audit.AuditRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Test clocks, one row each. A test tenant's is read each time, so that no instance is late; which
 * tenants are live never changes, so for them nothing is read more than once.
 */
public final class PostgresTestClocks implements TestClocks {
  private static final TenantWork.Lookup FIND =
      new TenantWork.Lookup(
          """
          select t.test, c.at from tenant t left join test_clock c on c.tenant_id = t.tenant_id
          where t.tenant_id = ?
          """);

  private static final String SET_FIRST =
      "insert into test_clock (tenant_id, at) values (?, ?) on conflict do nothing";

  private static final String SET = "update test_clock set at = ? where tenant_id = ? and at = ?";

  private static final String REMEMBER =
      """
      insert into test_clock_request (tenant_id, key, content, at) values (?, ?, ?, ?)
      on conflict do nothing
      """;

  private static final String REMEMBERED =
      "select content, at from test_clock_request where tenant_id = ? and key = ?";

  private final TenantWork work;
  private final Set<TenantId> live = ConcurrentHashMap.newKeySet();

  public PostgresTestClocks(TenantWork work) {
    this.work = work;
  }

  private record Found(boolean test, Optional<Instant> at) {}

  @Override
  public Optional<Instant> find(TenantId tenant) {
    if (live.contains(tenant)) {
      return Optional.empty();
    }
    Optional<Found> found =
        work.first(
            tenant,
            FIND,
            row -> new Found(row.getBoolean("test"), Columns.optionalTime(row, "at")),
            tenant.value());
    if (found.filter(known -> !known.test()).isPresent()) {
      live.add(tenant);
    }
    return found.flatMap(Found::at);
  }

  @Override
  public Optional<Moved> remembered(TenantId tenant, RequestKey request) {
    return work.read(tenant, connection -> remembered(connection, tenant, request));
  }

  @Override
  public Moved move(
      TenantId tenant,
      Optional<Instant> from,
      Instant to,
      Optional<RequestKey> request,
      AuditNote note) {
    return work.inTenant(
        tenant,
        connection -> {
          if (request.isPresent() && !remember(connection, tenant, to, request.get())) {
            return remembered(connection, tenant, request.get()).orElseThrow();
          }
          Sql set =
              from.isPresent()
                  ? Sql.of(SET, to, tenant.value(), from)
                  : Sql.of(SET_FIRST, tenant.value(), to);
          if (set.update(connection) == 1) {
            AuditRows.insert(connection, tenant, note);
            return new Moved.Done(to);
          }
          connection.rollback();
          return new Moved.Overtaken();
        });
  }

  /** Takes the request key, unless it is taken. Waits for one that is in flight. */
  private static boolean remember(
      Connection connection, TenantId tenant, Instant to, RequestKey request) throws SQLException {
    return Sql.of(REMEMBER, tenant.value(), request.key(), request.content().bytes(), to)
            .update(connection)
        == 1;
  }

  private static Optional<Moved> remembered(
      Connection connection, TenantId tenant, RequestKey request) throws SQLException {
    return Sql.of(REMEMBERED, tenant.value(), request.key())
        .first(
            connection,
            row ->
                Columns.digest(row, "content").equals(request.content())
                    ? new Moved.Repeated(Columns.time(row, "at"))
                    : new Moved.KeyReused());
  }
}

package dev.saldo.out.postgres.identity;

import dev.saldo.application.Page;
import dev.saldo.application.PageRequest;
import dev.saldo.application.audit.Audit;
import dev.saldo.application.identity.ApiKeys;
import dev.saldo.domain.Key;
import dev.saldo.domain.Sha256;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.identity.ApiKey;
import dev.saldo.domain.identity.Caller;
import dev.saldo.out.postgres.Columns;
import dev.saldo.out.postgres.Cursor;
import dev.saldo.out.postgres.Pages;
import dev.saldo.out.postgres.Sql;
import dev.saldo.out.postgres.TenantWork;
import dev.saldo.out.postgres.audit.AuditRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * API keys. Only digests of their secrets are stored.
 *
 * <p>Who was found is remembered for {@link RecentCallers#AGE_MAX}: so long may a key go on working
 * on this instance after another one has revoked or changed it.
 */
public final class PostgresApiKeys implements ApiKeys {
  /** Finds the key and lets the rest of the transaction see its tenant, in one round trip. */
  private static final String ENTER =
      "select id, tenant_id, set_config('app.tenant', tenant_id::text, true)"
          + " from tenant_of_key(?)";

  private static final String CALLER =
      """
      select %s, t.slug, t.test, t.active
      from api_key k join tenant t on t.tenant_id = k.tenant_id
      where k.tenant_id = ? and k.id = ? and (k.secret = ? or k.previous_until > ?)
      """
          .formatted(ApiKeyRow.ALL);

  private static final String FIND =
      "select %s from api_key k where k.tenant_id = ? and k.id = ?".formatted(ApiKeyRow.ALL);

  private static final String LOCK = FIND + " for update";

  private static final String LIST =
      """
      select %s from api_key k
      where k.tenant_id = ?
        and k.created_at >= coalesce(?, '-infinity'::timestamptz)
        and k.created_at < coalesce(?, 'infinity'::timestamptz)
        and (k.created_at, k.id) < (coalesce(?, 'infinity'::timestamptz), coalesce(?, ''))
      order by k.created_at desc, k.id desc
      limit ?
      """
          .formatted(ApiKeyRow.ALL);

  private static final String INSERT =
      """
      insert into api_key
        (tenant_id, id, name, scopes, customer_key, created_at, expires_at, secret)
      values (?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String ROTATE =
      """
      update api_key
      set previous_secret = secret, previous_until = ?, secret = ?
      where tenant_id = ? and id = ? and revoked_at is null
      """;

  private static final String REVOKE =
      "update api_key set revoked_at = ? where tenant_id = ? and id = ? and revoked_at is null";

  private static final String USED =
      """
      update api_key set last_used_at = ?
      where tenant_id = ? and id = ? and (last_used_at is null or last_used_at < ?)
      """;

  private static final String REMEMBER =
      """
      insert into api_key_request (tenant_id, operation, key, content, api_key_id)
      values (?, ?, ?, ?, ?)
      on conflict do nothing
      """;

  private static final String REMEMBERED =
      "select content from api_key_request where tenant_id = ? and operation = ? and key = ?";

  private final TenantWork work;
  private final RecentCallers recent = new RecentCallers();

  public PostgresApiKeys(TenantWork work) {
    this.work = work;
  }

  private record Found(TenantId tenant, String id) {}

  @Override
  public Optional<Caller> findBySecret(Sha256 secret, Instant now) {
    Optional<Caller> known = recent.find(secret, now);
    if (known.isPresent()) {
      return known;
    }
    Optional<Caller> found = read(secret, now);
    found.ifPresent(caller -> recent.remember(secret, caller, now));
    return found;
  }

  private Optional<Caller> read(Sha256 secret, Instant now) {
    return work.outside(
        connection -> {
          Optional<Found> found =
              Sql.of(ENTER, secret.bytes())
                  .first(
                      connection,
                      row ->
                          new Found(new TenantId(row.getLong("tenant_id")), row.getString("id")));
          if (found.isEmpty()) {
            return Optional.empty();
          }
          return Sql.of(CALLER, found.get().tenant().value(), found.get().id(), secret.bytes(), now)
              .first(
                  connection, row -> new Caller(PostgresTenants.tenant(row), ApiKeyRow.key(row)));
        });
  }

  @Override
  public Optional<ApiKey> find(TenantId tenant, String id) {
    return work.read(tenant, connection -> read(connection, FIND, tenant, id));
  }

  @Override
  public Page<ApiKey> list(TenantId tenant, PageRequest page) {
    Optional<Cursor> cursor = Pages.cursor(page, 2);
    Sql query =
        Sql.of(
            LIST,
            tenant.value(),
            page.from(),
            page.to(),
            cursor.map(end -> end.time(0)),
            cursor.map(end -> end.name(1)),
            Pages.rows(page));
    return Pages.page(
        page,
        work.read(tenant, connection -> query.list(connection, ApiKeyRow::key)),
        key -> Cursor.of(key.createdAt(), key.id()));
  }

  @Override
  public Stored add(
      TenantId tenant,
      ApiKey key,
      Sha256 secret,
      Optional<RequestKey> request,
      Audit<ApiKey> audit) {
    return work.inTenant(
        tenant,
        connection -> {
          Optional<Stored> before = remember(connection, tenant, key.id(), request);
          if (before.isPresent()) {
            return before.get();
          }
          Sql.of(
                  INSERT,
                  tenant.value(),
                  key.id(),
                  key.name(),
                  key.scopes().stream().map(Columns::name).sorted().toList(),
                  key.customer().map(Key::value),
                  key.createdAt(),
                  key.expiresAt(),
                  secret.bytes())
              .update(connection);
          return done(connection, tenant, Optional.empty(), key.id(), audit);
        });
  }

  @Override
  public Stored rotate(
      TenantId tenant,
      String id,
      Sha256 secret,
      Instant previousUntil,
      Optional<RequestKey> request,
      Audit<ApiKey> audit) {
    Rotation rotation = new Rotation(id, secret, previousUntil, request);
    Stored stored =
        work.inTenant(tenant, connection -> rotate(connection, tenant, rotation, audit));
    recent.forget(id);
    return stored;
  }

  private record Rotation(
      String id, Sha256 secret, Instant previousUntil, Optional<RequestKey> request) {
    Sql update(TenantId tenant) {
      return Sql.of(ROTATE, previousUntil, secret.bytes(), tenant.value(), id);
    }
  }

  private static Stored rotate(
      Connection connection, TenantId tenant, Rotation rotation, Audit<ApiKey> audit)
      throws SQLException {
    Optional<Stored> stored = remember(connection, tenant, rotation.id(), rotation.request());
    if (stored.isPresent()) {
      return stored.get();
    }
    Optional<ApiKey> before = read(connection, LOCK, tenant, rotation.id());
    if (rotation.update(tenant).update(connection) == 0) {
      connection.rollback();
      return new Stored.Unknown();
    }
    return done(connection, tenant, before, rotation.id(), audit);
  }

  @Override
  public Optional<ApiKey> revoke(TenantId tenant, String id, Instant at, Audit<ApiKey> audit) {
    Optional<ApiKey> revoked =
        work.inTenant(
            tenant,
            connection -> {
              Optional<ApiKey> before = read(connection, LOCK, tenant, id);
              Sql.of(REVOKE, at, tenant.value(), id).update(connection);
              Optional<ApiKey> after = read(connection, FIND, tenant, id);
              AuditRows.insert(connection, tenant, audit.note(before, after));
              return after;
            });
    recent.forget(id);
    return revoked;
  }

  @Override
  public void used(TenantId tenant, String id, Instant at) {
    if (recent.isNewUse(id, at)) {
      work.inTenant(
          tenant, connection -> Sql.of(USED, at, tenant.value(), id, at).update(connection));
    }
  }

  /** Takes the request key, or says what it was taken for. Waits for one that is in flight. */
  private static Optional<Stored> remember(
      Connection connection, TenantId tenant, String id, Optional<RequestKey> request)
      throws SQLException {
    if (request.isEmpty()) {
      return Optional.empty();
    }
    RequestKey asked = request.get();
    int taken =
        Sql.of(
                REMEMBER,
                tenant.value(),
                asked.operation(),
                asked.key(),
                asked.content().bytes(),
                id)
            .update(connection);
    if (taken == 1) {
      return Optional.empty();
    }
    Sha256 first =
        Sql.of(REMEMBERED, tenant.value(), asked.operation(), asked.key())
            .first(connection, row -> Columns.digest(row, "content"))
            .orElseThrow();
    return Optional.of(
        first.equals(asked.content()) ? new Stored.Repeated() : new Stored.KeyReused());
  }

  private static Stored done(
      Connection connection,
      TenantId tenant,
      Optional<ApiKey> before,
      String id,
      Audit<ApiKey> audit)
      throws SQLException {
    ApiKey after = read(connection, FIND, tenant, id).orElseThrow();
    AuditRows.insert(connection, tenant, audit.note(before, Optional.of(after)));
    return new Stored.Done(after);
  }

  private static Optional<ApiKey> read(
      Connection connection, String query, TenantId tenant, String id) throws SQLException {
    return Sql.of(query, tenant.value(), id).first(connection, ApiKeyRow::key);
  }
}

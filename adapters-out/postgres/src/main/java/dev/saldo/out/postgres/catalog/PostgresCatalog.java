package dev.saldo.out.postgres.catalog;

import dev.saldo.application.audit.AuditNote;
import dev.saldo.application.catalog.Catalog;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.out.postgres.Sql;
import dev.saldo.out.postgres.TenantWork;
import dev.saldo.out.postgres.audit.AuditRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Catalogues, one row for each number. The current one of each tenant is kept in memory; numbers
 * only rise, so an older one never replaces a newer one there.
 */
public final class PostgresCatalog implements Catalog {
  private static final String CURRENT =
      """
      select v.document
      from catalog_current c
      join catalog_version v on v.tenant_id = c.tenant_id and v.version = c.version
      where c.tenant_id = ?
      """;

  private static final String VERSION =
      "select document from catalog_version where tenant_id = ? and version = ?";

  /** Takes the next number; a second publisher waits here for the first. */
  private static final String NEXT =
      """
      insert into catalog_current (tenant_id, version) values (?, 1)
      on conflict (tenant_id) do update set version = catalog_current.version + 1
      returning version
      """;

  /** Takes the next number from the one that is current; waits for who else is about to. */
  private static final String SUCCEED =
      "update catalog_current set version = ? where tenant_id = ? and version = ?";

  private static final String INSERT =
      "insert into catalog_version (tenant_id, version, document) values (?, ?, ?::jsonb)";

  private final TenantWork work;
  private final Map<TenantId, CatalogDocument> known = new ConcurrentHashMap<>();

  public PostgresCatalog(TenantWork work) {
    this.work = work;
  }

  @Override
  public boolean isEmpty(TenantId tenant) {
    return find(tenant).isEmpty();
  }

  @Override
  public CatalogDocument current(TenantId tenant) {
    CatalogDocument document = known.get(tenant);
    return document == null ? refresh(tenant) : document;
  }

  @Override
  public Optional<CatalogDocument> version(TenantId tenant, int version) {
    CatalogDocument document = known.get(tenant);
    return document != null && document.version() == version
        ? Optional.of(document)
        : find(tenant, Sql.of(VERSION, tenant.value(), version));
  }

  @Override
  public CatalogDocument refresh(TenantId tenant) {
    return find(tenant)
        .map(stored -> remember(tenant, stored))
        .orElseThrow(
            () -> new IllegalStateException("tenant " + tenant.value() + " has no catalogue yet"));
  }

  @Override
  public CatalogDocument publish(TenantId tenant, CatalogDocument document) {
    CatalogDocument published =
        work.inTenant(
            tenant,
            connection -> {
              int version =
                  Sql.of(NEXT, tenant.value())
                      .first(connection, row -> row.getInt("version"))
                      .orElseThrow();
              CatalogDocument numbered = document.withVersion(version);
              insert(connection, tenant, numbered);
              return numbered;
            });
    return remember(tenant, published);
  }

  @Override
  public boolean replace(TenantId tenant, CatalogDocument next, AuditNote note) {
    Sql succeed = Sql.of(SUCCEED, next.version(), tenant.value(), next.version() - 1);
    boolean replaced =
        work.inTenant(
            tenant,
            connection -> {
              boolean current = succeed.update(connection) == 1;
              if (current) {
                insert(connection, tenant, next);
                AuditRows.insert(connection, tenant, note);
              }
              return current;
            });
    if (replaced) {
      remember(tenant, next);
    }
    return replaced;
  }

  private static void insert(Connection connection, TenantId tenant, CatalogDocument document)
      throws SQLException {
    Sql.of(INSERT, tenant.value(), document.version(), CatalogCodec.write(document))
        .update(connection);
  }

  private Optional<CatalogDocument> find(TenantId tenant) {
    return find(tenant, Sql.of(CURRENT, tenant.value()));
  }

  private Optional<CatalogDocument> find(TenantId tenant, Sql query) {
    return work.read(
        tenant,
        connection -> query.first(connection, row -> CatalogCodec.read(row.getString("document"))));
  }

  private CatalogDocument remember(TenantId tenant, CatalogDocument document) {
    return known.merge(
        tenant, document, (held, read) -> held.version() > read.version() ? held : read);
  }
}

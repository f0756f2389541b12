package dev.saldo.application.catalog;

import dev.saldo.application.audit.AuditNote;
import dev.saldo.application.audit.InMemoryAuditLog;
import dev.saldo.application.wallet.InMemoryLedger;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.catalog.CatalogDocument;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The catalogues of tests. Like a real instance, one knows what it published or read last, and
 * learns of others by reading again. The ledger is told each new number.
 */
public final class InMemoryCatalog implements Catalog {
  private final InMemoryLedger ledger;
  private final InMemoryAuditLog auditLog;
  private final Map<TenantId, CatalogDocument> newest;
  private final Map<TenantId, CatalogDocument> known = new HashMap<>();
  private final Map<TenantId, List<CatalogDocument>> all;

  /** A catalogue without documents. */
  public InMemoryCatalog(InMemoryLedger ledger) {
    this(ledger, new InMemoryAuditLog());
  }

  /** One that tells this log. */
  public InMemoryCatalog(InMemoryLedger ledger, InMemoryAuditLog auditLog) {
    this(ledger, new ConcurrentHashMap<>(), new ConcurrentHashMap<>(), auditLog);
  }

  private InMemoryCatalog(
      InMemoryLedger ledger,
      Map<TenantId, CatalogDocument> newest,
      Map<TenantId, List<CatalogDocument>> all,
      InMemoryAuditLog auditLog) {
    this.ledger = ledger;
    this.auditLog = auditLog;
    this.newest = newest;
    this.all = all;
  }

  /** Another instance over the same documents, which has read none of them yet. */
  public InMemoryCatalog otherInstance() {
    return new InMemoryCatalog(ledger, newest, all, auditLog);
  }

  @Override
  public boolean isEmpty(TenantId tenant) {
    return !newest.containsKey(tenant);
  }

  @Override
  public synchronized CatalogDocument current(TenantId tenant) {
    CatalogDocument document = known.get(tenant);
    return document == null ? refresh(tenant) : document;
  }

  @Override
  public synchronized CatalogDocument refresh(TenantId tenant) {
    CatalogDocument document =
        Optional.ofNullable(newest.get(tenant))
            .orElseThrow(() -> new IllegalStateException("no catalogue yet"));
    known.put(tenant, document);
    return document;
  }

  @Override
  public synchronized CatalogDocument publish(TenantId tenant, CatalogDocument document) {
    CatalogDocument published =
        newest.merge(
            tenant, document.withVersion(1), (last, _) -> document.withVersion(last.version() + 1));
    keep(tenant, published);
    return published;
  }

  @Override
  public synchronized boolean replace(TenantId tenant, CatalogDocument next, AuditNote note) {
    CatalogDocument last = newest.get(tenant);
    if (last == null
        || last.version() != next.version() - 1
        || !newest.replace(tenant, last, next)) {
      return false;
    }
    keep(tenant, next);
    auditLog.add(tenant, note);
    return true;
  }

  @Override
  public Optional<CatalogDocument> version(TenantId tenant, int version) {
    return all.getOrDefault(tenant, List.of()).stream()
        .filter(document -> document.version() == version)
        .findFirst();
  }

  private void keep(TenantId tenant, CatalogDocument document) {
    all.computeIfAbsent(tenant, _ -> new CopyOnWriteArrayList<>()).add(document);
    ledger.catalogVersion(tenant, document.version());
    known.put(tenant, document);
  }
}

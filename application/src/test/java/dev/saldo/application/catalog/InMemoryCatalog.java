package dev.saldo.application.catalog;

import dev.saldo.application.wallet.InMemoryLedger;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.catalog.CatalogDocument;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The catalogues of tests. Like a real instance, one knows what it published or read last, and
 * learns of others by reading again. The ledger is told each new number.
 */
public final class InMemoryCatalog implements Catalog {
  private final InMemoryLedger ledger;
  private final Map<TenantId, CatalogDocument> newest;
  private final Map<TenantId, CatalogDocument> known = new HashMap<>();

  /** A catalogue without documents. */
  public InMemoryCatalog(InMemoryLedger ledger) {
    this(ledger, new ConcurrentHashMap<>());
  }

  private InMemoryCatalog(InMemoryLedger ledger, Map<TenantId, CatalogDocument> newest) {
    this.ledger = ledger;
    this.newest = newest;
  }

  /** Another instance over the same documents, which has read none of them yet. */
  public InMemoryCatalog otherInstance() {
    return new InMemoryCatalog(ledger, newest);
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
    ledger.catalogVersion(tenant, published.version());
    known.put(tenant, published);
    return published;
  }

  @Override
  public synchronized boolean replace(TenantId tenant, CatalogDocument next) {
    CatalogDocument last = newest.get(tenant);
    if (last == null
        || last.version() != next.version() - 1
        || !newest.replace(tenant, last, next)) {
      return false;
    }
    ledger.catalogVersion(tenant, next.version());
    known.put(tenant, next);
    return true;
  }
}

package dev.saldo.application.catalog;

import dev.saldo.application.audit.AuditNote;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.catalog.CatalogDocument;
import java.util.Optional;

/** The numbered catalogues of tenants: immutable documents, the last of which is current. */
public interface Catalog {
  /** Whether nothing was ever published for the tenant. */
  boolean isEmpty(TenantId tenant);

  /** The catalogue known here; another instance may have published a newer one meanwhile. */
  CatalogDocument current(TenantId tenant);

  /** A catalogue by its number, current or not; empty when there is none. */
  Optional<CatalogDocument> version(TenantId tenant, int version);

  /** The newest catalogue, read again from where it is stored. */
  CatalogDocument refresh(TenantId tenant);

  /**
   * Stores a catalogue as the next one. It is current at once, for every instance's next decision.
   *
   * @return the document with its number
   */
  CatalogDocument publish(TenantId tenant, CatalogDocument document);

  /**
   * Stores a catalogue as the successor of the one before it. It is current at once, for every
   * instance's next decision.
   *
   * @param next numbered one above the catalogue that it replaces
   * @param note what is different from that one
   * @return false, and nothing is stored, if that catalogue is not current
   */
  boolean replace(TenantId tenant, CatalogDocument next, AuditNote note);
}

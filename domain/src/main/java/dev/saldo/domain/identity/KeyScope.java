package dev.saldo.domain.identity;

/** What a key may do. */
public enum KeyScope {
  /** Everything. */
  ADMIN,
  /** Edit the catalogue. */
  CATALOG,
  /** Check, quote, resolve, authorize, settle, release. */
  DECIDE,
  /** Send usage. */
  INGEST,
  /** Read everything. */
  READ
}

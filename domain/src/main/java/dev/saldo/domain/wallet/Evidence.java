package dev.saldo.domain.wallet;

/** What the figures of a settlement rest on. */
public enum Evidence {
  /** The provider's own final figures. */
  PROVIDER_FINAL,
  /** The provider's figures up to where a stream was cut. */
  PROVIDER_PARTIAL,
  /** An estimate; marked so that it can be amended. */
  ESTIMATED,
  /** Nothing: the call failed before anything was used. */
  NONE
}

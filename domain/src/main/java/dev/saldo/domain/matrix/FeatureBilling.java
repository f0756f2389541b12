package dev.saldo.domain.matrix;

/** Who pays for the calls of a feature. */
public enum FeatureBilling {
  /** Each call is rated by itself. */
  OWN,
  /** The run that a call belongs to pays for it. */
  INCLUDED,
  /** Nobody. */
  FREE
}

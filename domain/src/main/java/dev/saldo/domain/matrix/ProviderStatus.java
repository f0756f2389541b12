package dev.saldo.domain.matrix;

/** Whether a provider may be called. */
public enum ProviderStatus {
  /** By everybody. */
  ACTIVE,
  /** By profile {@code admin} and by groups of testers only. */
  TESTING,
  /** By nobody. */
  DISABLED
}

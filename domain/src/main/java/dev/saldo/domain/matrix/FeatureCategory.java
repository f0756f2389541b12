package dev.saldo.domain.matrix;

/** What kind of work a feature does. */
public enum FeatureCategory {
  ANALYSIS,
  CHAT,
  GENERATION,
  ADMIN
}

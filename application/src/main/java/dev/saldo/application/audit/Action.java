package dev.saldo.application.audit;

/** What was done to something. */
public enum Action {
  CREATED,
  CHANGED,
  DELETED,
  /** An API key was given a new secret. */
  ROTATED,
  /** An API key was ended. */
  REVOKED
}

package dev.saldo.application.audit;

/** What was done to something. */
public enum Action {
  CREATED,
  CHANGED,
  DELETED,
  /** An API key was given a new secret. */
  ROTATED,
  /** An API key was ended. */
  REVOKED,
  /** What a person may be known by was taken out of the records of it. */
  ERASED
}

package dev.saldo.application.identity;

/** Randomness for keys and their ids. */
public interface Secrets {
  /** Random bytes that nobody can guess. */
  byte[] bytes(int count);
}

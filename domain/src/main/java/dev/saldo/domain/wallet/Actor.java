package dev.saldo.domain.wallet;

/** Who causes a command: the id of an API key, or the system itself. */
public record Actor(String id) {
  /** Saldo, doing what time made due. */
  public static final Actor SYSTEM = new Actor("system");
}

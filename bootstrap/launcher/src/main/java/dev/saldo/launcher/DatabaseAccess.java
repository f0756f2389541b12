package dev.saldo.launcher;

import java.util.Map;

/**
 * How the server reaches its database: the JDBC URL, the owner that migrates, and the two roles
 * that serve calls.
 */
record DatabaseAccess(String url, RoleLogin owner, RoleLogin app, RoleLogin ledger) {
  static final String APP_ROLE = "saldo_app";
  static final String LEDGER_ROLE = "saldo_ledger";

  /** The environment variables by which the server is told. */
  Map<String, String> environment() {
    return Map.of(
        "SALDO_DB_URL", url,
        "SALDO_DB_USER", owner.user(),
        "SALDO_DB_PASSWORD", owner.password(),
        "SALDO_DB_APP_USER", app.user(),
        "SALDO_DB_APP_PASSWORD", app.password(),
        "SALDO_DB_LEDGER_USER", ledger.user(),
        "SALDO_DB_LEDGER_PASSWORD", ledger.password());
  }

  /** The URL without its parameters, for people to read. */
  String shownUrl() {
    int parameters = url.indexOf('?');
    return parameters < 0 ? url : url.substring(0, parameters);
  }
}

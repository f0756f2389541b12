package dev.saldo.server;

import dev.saldo.domain.InvalidValueException;
import dev.saldo.domain.identity.KeySecret;
import dev.saldo.out.postgres.RoleLogin;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What the environment says. */
record Settings(Map<String, String> environment) {
  static Settings ofProcess() {
    return new Settings(System.getenv());
  }

  RoleLogin app() {
    return role("SALDO_DB_APP", "saldo_app");
  }

  RoleLogin ledger() {
    return role("SALDO_DB_LEDGER", "saldo_ledger");
  }

  private RoleLogin role(String prefix, String name) {
    return new RoleLogin(given(prefix + "_USER").orElse(name), given(prefix + "_PASSWORD"));
  }

  Optional<KeySecret> bootstrapKey() {
    return key("SALDO_BOOTSTRAP_KEY");
  }

  Optional<KeySecret> bootstrapTestKey() {
    return key("SALDO_BOOTSTRAP_TEST_KEY");
  }

  private Optional<KeySecret> key(String variable) {
    try {
      return given(variable).map(KeySecret::new);
    } catch (InvalidValueException e) {
      throw new IllegalStateException(variable + " " + e.getMessage(), e);
    }
  }

  /** Where to leave the keys that are made at the first start. */
  Path handover() {
    return Path.of(given("SALDO_BOOTSTRAP_HANDOVER").orElse("saldo-admin-keys.properties"));
  }

  private Optional<String> given(String variable) {
    return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank());
  }
}

package dev.saldo.server;

import dev.saldo.domain.InvalidValueException;
import dev.saldo.domain.identity.KeySecret;
import dev.saldo.out.postgres.Retention;
import dev.saldo.out.postgres.RoleLogin;
import dev.saldo.out.postgres.wallet.GroupCommitLedger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What the environment says. A value that cannot be used is named in the exception's message. */
record Settings(Map<String, String> environment) {
  private static final int SHARDS_MAX = 16;
  private static final int QUEUE_MAX_MAX = 1_000_000;
  private static final int SWEEP_SECONDS_DEFAULT = 5;
  private static final int SWEEP_SECONDS_MAX = 3600;
  private static final int AUDIT_SECONDS_DEFAULT = 60;
  private static final int AUDIT_SECONDS_MAX = 3600;
  private static final int RETENTION_MONTHS_MAX = 1200;

  /** Which ledger decides. */
  enum LedgerKind {
    /** Many commands in one transaction. */
    GROUP,
    /** A transaction for each command: the reference. */
    PLAIN
  }

  static Settings ofProcess() {
    return new Settings(System.getenv());
  }

  /**
   * Reads all that is not needed before the database is.
   *
   * @throws IllegalStateException if one of them cannot be used
   */
  void requireUsable() {
    ledgerKind();
    ledgerSizes();
    sweepInterval();
    auditInterval();
    retentionMonths();
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

  LedgerKind ledgerKind() {
    return switch (given("SALDO_LEDGER").orElse("group")) {
      case "group" -> LedgerKind.GROUP;
      case "plain" -> LedgerKind.PLAIN;
      default -> throw new IllegalStateException("SALDO_LEDGER must be group or plain");
    };
  }

  GroupCommitLedger.Sizes ledgerSizes() {
    GroupCommitLedger.Sizes standard = GroupCommitLedger.Sizes.DEFAULT;
    return new GroupCommitLedger.Sizes(
        number("SALDO_LEDGER_SHARDS", standard.shards(), SHARDS_MAX),
        number("SALDO_LEDGER_QUEUE_MAX", standard.queueMax(), QUEUE_MAX_MAX),
        standard.waitMax(),
        standard.doubtMax());
  }

  /** The pause between two looks for what is overdue. */
  Duration sweepInterval() {
    return Duration.ofSeconds(
        number("SALDO_SWEEP_SECONDS", SWEEP_SECONDS_DEFAULT, SWEEP_SECONDS_MAX));
  }

  /** The pause between two audits of the wallets that changed. */
  Duration auditInterval() {
    return Duration.ofSeconds(
        number("SALDO_AUDIT_SECONDS", AUDIT_SECONDS_DEFAULT, AUDIT_SECONDS_MAX));
  }

  /** How many whole months before the current one are kept; empty when nothing is dropped. */
  OptionalInt retentionMonths() {
    return given("SALDO_RETENTION_MONTHS").isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(
            number(
                "SALDO_RETENTION_MONTHS",
                Retention.MONTHS_MIN,
                Retention.MONTHS_MIN,
                RETENTION_MONTHS_MAX));
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

  private int number(String variable, int standard, int max) {
    return number(variable, standard, 1, max);
  }

  private int number(String variable, int standard, int min, int max) {
    try {
      int number = given(variable).map(String::strip).map(Integer::parseInt).orElse(standard);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Answered below, like a number out of range.
    }
    throw new IllegalStateException(variable + " must be a number from " + min + " to " + max);
  }

  private Optional<String> given(String variable) {
    return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank());
  }
}

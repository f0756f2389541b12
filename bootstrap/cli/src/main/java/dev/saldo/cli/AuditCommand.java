package dev.saldo.cli;

import dev.saldo.application.UnavailableException;
import dev.saldo.application.wallet.AuditFinding;
import dev.saldo.application.wallet.AuditTenant;
import dev.saldo.application.wallet.Inspection;
import dev.saldo.domain.TenantId;
import dev.saldo.launcher.InstalledDatabase;
import dev.saldo.out.postgres.TenantWork;
import dev.saldo.out.postgres.wallet.PostgresAuditRuns;
import dev.saldo.out.postgres.wallet.PostgresLedgerInspection;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Audits every tenant of the installation from the beginning, while it goes on working. A tenant
 * that cannot be audited keeps no other from being.
 */
final class AuditCommand {
  private static final String USAGE = "Usage: saldo audit";
  private static final String TENANTS = "select tenant_id, slug from tenant order by slug";
  private static final int CONNECT_SECONDS_MAX = 10;
  private static final Duration WAIT = Duration.ofSeconds(1);

  /** An hour: a full run takes minutes. */
  private static final int WAITS_MAX = 3_600;

  private final Map<String, String> environment;
  private final PrintStream out;

  AuditCommand(Map<String, String> environment, PrintStream out) {
    this.environment = environment;
    this.out = out;
  }

  private record Named(TenantId id, String slug) {}

  void run(List<String> arguments) {
    if (!arguments.isEmpty()) {
      throw CommandException.usage(USAGE);
    }
    Map<String, String> database =
        InstalledDatabase.of(environment)
            .orElseThrow(
                () -> CommandException.refused("Saldo is not running: ./saldo start comes first."));
    long findings;
    try {
      findings = audit(database);
    } catch (UnavailableException | SQLException e) {
      throw CommandException.refused("The database cannot be reached: is Saldo running?");
    }
    if (findings > 0) {
      throw CommandException.refused(
          "%d findings: docs/operations.md says what to do.".formatted(findings));
    }
  }

  private long audit(Map<String, String> database) throws SQLException {
    PGSimpleDataSource ledger = source(database, "SALDO_DB_LEDGER");
    Clock time = Clock.systemUTC();
    AuditTenant audit =
        new AuditTenant(
            new PostgresLedgerInspection(ledger),
            new PostgresAuditRuns(new TenantWork(source(database, "SALDO_DB_APP")), ledger),
            time);
    long findings = 0;
    List<String> failed = new ArrayList<>();
    for (Named tenant : tenants(source(database, "SALDO_DB"))) {
      try {
        long began = time.millis();
        Inspection shown = audit(tenant, audit);
        print(tenant.slug(), shown, Duration.ofMillis(time.millis() - began));
        findings += shown.findings().size();
      } catch (IllegalStateException e) {
        out.printf("%s: not audited: %s%n", tenant.slug(), reason(e));
        failed.add(tenant.slug());
      }
    }
    if (!failed.isEmpty()) {
      throw CommandException.refused(
          "%d findings; not audited: %s.".formatted(findings, String.join(", ", failed)));
    }
    return findings;
  }

  /** Waits while another full run is under way, of whichever tenant. */
  private Inspection audit(Named tenant, AuditTenant audit) {
    Optional<Inspection> shown = audit.audit(tenant.id());
    for (int waits = 0; shown.isEmpty(); waits++) {
      if (waits == 0) {
        out.printf("%s: waiting for another full run to end%n", tenant.slug());
      }
      if (waits == WAITS_MAX) {
        throw CommandException.refused(
            "Another full run has not ended in %d minutes."
                .formatted(WAIT.multipliedBy(waits).toMinutes()));
      }
      await();
      shown = audit.audit(tenant.id());
    }
    return shown.get();
  }

  private static void await() {
    try {
      Thread.sleep(WAIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandException.refused("Interrupted while another full run was under way.");
    }
  }

  /** What the database said is behind what the ledger says of it. */
  private static String reason(IllegalStateException failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
  }

  private void print(String slug, Inspection shown, Duration took) {
    Inspection.Tally looked = shown.total();
    out.printf(
        "%s: %d wallets, %d entries, %d findings, %.1f s%n",
        slug,
        looked.wallets(),
        looked.entries(),
        shown.findings().size(),
        took.toMillis() / 1_000.0);
    for (AuditFinding finding : shown.findings()) {
      out.printf(
          "  %s %s, wallet %d: %s%n",
          finding.invariant(), finding.check(), finding.wallet().value(), finding.detail());
    }
  }

  /** All of them: only the owner of the tables sees more than one. */
  private static List<Named> tenants(PGSimpleDataSource owner) throws SQLException {
    try (Connection connection = owner.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(TENANTS)) {
      List<Named> tenants = new ArrayList<>();
      while (row.next()) {
        tenants.add(new Named(new TenantId(row.getLong("tenant_id")), row.getString("slug")));
      }
      return tenants;
    }
  }

  private static PGSimpleDataSource source(Map<String, String> database, String role) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(database.get("SALDO_DB_URL"));
    source.setUser(Objects.requireNonNull(database.get(role + "_USER")));
    source.setPassword(Objects.requireNonNull(database.get(role + "_PASSWORD")));
    source.setConnectTimeout(CONNECT_SECONDS_MAX);
    return source;
  }
}

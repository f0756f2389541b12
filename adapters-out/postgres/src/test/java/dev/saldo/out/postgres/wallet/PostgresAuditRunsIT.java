package dev.saldo.out.postgres.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.application.wallet.AuditRun;
import dev.saldo.application.wallet.AuditRuns;
import dev.saldo.application.wallet.AuditRunsContract;
import dev.saldo.application.wallet.Inspection;
import dev.saldo.domain.TenantId;
import dev.saldo.out.postgres.Pool;
import dev.saldo.out.postgres.TenantWork;
import dev.saldo.out.postgres.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

final class PostgresAuditRunsIT extends AuditRunsContract {
  private static final int MANY = 100;

  private final AuditRuns runs =
      new PostgresAuditRuns(
          new TenantWork(TestDatabase.get().app()), Pool.of(TestDatabase.get().ledger()));

  @Override
  protected AuditRuns runs() {
    return runs;
  }

  @Override
  protected TenantId newTenant() {
    return TestDatabase.get().newTenant(false).id();
  }

  @Test
  void letsARunWaitAlsoWhenTheOneBeforeEndsMeanwhile() throws SQLException {
    TenantId tenant = newTenant();
    String first = runs.request(tenant).id();
    LedgerAuditIT.execute(TestDatabase.get().owner(), endingRun(first));
    try {
      AuditRun second = runs.request(tenant);

      assertThat(second.id()).isNotEqualTo(first);
      assertThat(second.end()).isEmpty();
      assertThat(runs.requested()).contains(new AuditRuns.Requested(tenant, second.id()));
    } finally {
      LedgerAuditIT.execute(
          TestDatabase.get().owner(),
          "drop trigger end_run on audit_run",
          "drop function end_run()");
    }
  }

  @Test
  void forgetsRunsAfterATime() {
    TenantId tenant = newTenant();
    AuditRun.Kind incremental = AuditRun.Kind.INCREMENTAL;
    runs.add(tenant, incremental, ended(2, 0));
    runs.add(tenant, incremental, ended(36, 1));
    runs.add(tenant, AuditRun.Kind.FULL, ended(401, 1));
    runs.add(tenant, incremental, ended(0, 0));
    runs.add(tenant, incremental, ended(34, 3));
    runs.add(tenant, AuditRun.Kind.FULL, ended(399, 0));

    runs.upToDate();

    assertThat(runs.report(tenant, MANY).runs())
        .extracting(run -> run.kind() + " " + run.end().orElseThrow().findings())
        .containsExactly("FULL 0", "INCREMENTAL 3", "INCREMENTAL 0");
  }

  /** Ends a run in the moment between asking for one and looking which one waits. */
  private static String endingRun(String id) {
    return """
    create function end_run() returns trigger language plpgsql security definer as $$
    begin
      update public.audit_run
        set ended_at = now(), took_micros = 0, wallets = 0, entries = 0, findings = 0
        where id = '%s' and ended_at is null;
      return null;
    end
    $$;
    create trigger end_run after insert on audit_run for each statement execute function end_run()
    """
        .formatted(id);
  }

  private static AuditRun.End ended(int daysAgo, long findings) {
    return new AuditRun.End(
        Instant.now().truncatedTo(ChronoUnit.MICROS).minus(Duration.ofDays(daysAgo)),
        Duration.ZERO,
        new Inspection.Tally(1, 1),
        findings);
  }
}

package dev.saldo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.application.wallet.AuditRun;
import dev.saldo.application.wallet.AuditRuns;
import dev.saldo.launcher.LocalDatabase;
import dev.saldo.out.postgres.Migrations;
import dev.saldo.out.postgres.RoleLogin;
import dev.saldo.out.postgres.TenantWork;
import dev.saldo.out.postgres.wallet.PostgresAuditRuns;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** The audit of all tenants, in the database of an installation that runs. */
class AuditCommandTest {
  /** A wallet that says it has a credit, of which no entry tells. */
  private static final String WALLET =
      """
      insert into wallet
      select 7, tenant_id, 'school', false, false, 'free', 1, 0, 'hard', 'charge', 0, 'UTC', null,
        now(), now() + interval '1 month', '{}', 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, now(), 0,
        decode(repeat('00', 32), 'hex'), 0, now()
      from tenant where slug = 'two'
      """;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path directory;

  @Test
  void judgesEveryTenantAndNamesWhatIsWrong() throws SQLException {
    Path data = directory.resolve("data");
    try (LocalDatabase database = LocalDatabase.start(data)) {
      Map<String, String> access = database.environment();
      PGSimpleDataSource owner = source(access, "SALDO_DB");
      new Migrations(owner, login(access, "SALDO_DB_APP"), login(access, "SALDO_DB_LEDGER")).run();
      execute(owner, "select add_tenant('one', false), add_tenant('two', true)");

      assertThat(run(data, "audit")).as(err.toString(StandardCharsets.UTF_8)).isZero();
      assertThat(out.toString(StandardCharsets.UTF_8))
          .contains("one: 0 wallets, 0 entries, 0 findings", "two: 0 wallets");

      execute(owner, WALLET);
      assertThat(run(data, "audit")).isEqualTo(1);
      assertThat(out.toString(StandardCharsets.UTF_8))
          .contains("two: 1 wallets, 0 entries, ", "I1 wallet_is_its_entries, wallet 7: wallet:");
      assertThat(err.toString(StandardCharsets.UTF_8)).contains("findings: docs/operations.md");
      assertThat(run(data, "audit", "--fast")).isEqualTo(2);

      out.reset();
      execute(owner, refusal(access.get("SALDO_DB_LEDGER_USER")));
      assertThat(run(data, "audit")).isEqualTo(1);
      assertThat(out.toString(StandardCharsets.UTF_8))
          .contains("one: 0 wallets", "two: not audited: ERROR: not these");
      assertThat(err.toString(StandardCharsets.UTF_8)).contains("0 findings; not audited: two.");
    }
    assertThat(run(data, "audit")).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("Saldo is not running");
  }

  @Test
  void waitsForAnotherFullRun() throws Exception {
    Path data = directory.resolve("data");
    try (LocalDatabase database = LocalDatabase.start(data);
        ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
      Map<String, String> access = database.environment();
      PGSimpleDataSource owner = source(access, "SALDO_DB");
      new Migrations(owner, login(access, "SALDO_DB_APP"), login(access, "SALDO_DB_LEDGER")).run();
      execute(owner, "select add_tenant('one', false)");
      AuditRuns runs =
          new PostgresAuditRuns(
              new TenantWork(source(access, "SALDO_DB_APP")), source(access, "SALDO_DB_LEDGER"));

      Future<Integer> waiting =
          runs.alone(
                  AuditRun.Kind.FULL,
                  () -> {
                    Future<Integer> command = beside.submit(() -> run(data, "audit"));
                    awaitOutput("one: waiting for another full run to end");
                    return command;
                  })
              .orElseThrow();

      assertThat(waiting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isZero();
      assertThat(out.toString(StandardCharsets.UTF_8)).contains("one: 0 wallets");
    }
  }

  /** Makes the database refuse to show a role the wallets of the second tenant. */
  private static String refusal(@Nullable String role) {
    return """
    create function refuse() returns boolean language plpgsql as $$
    begin
      raise exception 'not these' using errcode = '42000';
    end
    $$;
    create policy refusal on wallet as restrictive to public
      using (current_user <> '%s' or tenant_id = 1 or refuse())
    """
        .formatted(role);
  }

  private void awaitOutput(String line) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!out.toString(StandardCharsets.UTF_8).contains(line)) {
      assertThat(Instant.now()).as("not yet %s", line).isBefore(end);
      Thread.onSpinWait();
    }
    assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("wallets");
  }

  private static void execute(PGSimpleDataSource source, String text) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(text);
    }
  }

  private static PGSimpleDataSource source(Map<String, String> access, String role) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(access.get("SALDO_DB_URL"));
    source.setUser(access.get(role + "_USER"));
    source.setPassword(access.get(role + "_PASSWORD"));
    return source;
  }

  private static RoleLogin login(Map<String, String> access, String prefix) {
    return new RoleLogin(
        access.get(prefix + "_USER"), Optional.of(access.get(prefix + "_PASSWORD")));
  }

  private int run(Path data, String... arguments) {
    return new Cli(
            Map.of("SALDO_DATA_DIR", data.toString()),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8))
        .run(List.of(arguments));
  }
}

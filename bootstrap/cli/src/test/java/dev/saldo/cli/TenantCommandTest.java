package dev.saldo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.domain.TenantId;
import dev.saldo.launcher.LocalDatabase;
import dev.saldo.out.postgres.Migrations;
import dev.saldo.out.postgres.RoleLogin;
import dev.saldo.out.postgres.TenantWork;
import dev.saldo.out.postgres.catalog.PostgresCatalog;
import dev.saldo.out.postgres.identity.PostgresTenants;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** Tenants in the database of an installation that runs. */
class TenantCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path directory;

  @Test
  void createsATenantOnceAndShowsItsKey() {
    Path data = directory.resolve("data");
    try (LocalDatabase database = LocalDatabase.start(data)) {
      Map<String, String> access = database.environment();
      new Migrations(
              source(access, "SALDO_DB_USER", "SALDO_DB_PASSWORD"),
              login(access, "SALDO_DB_APP"),
              login(access, "SALDO_DB_LEDGER"))
          .run();

      assertThat(run(data, "tenant", "create", "school", "--test", "--empty")).isZero();

      assertThat(out.toString(StandardCharsets.UTF_8))
          .startsWith("Tenant school (test) is created with an empty catalogue.")
          .containsPattern("(?m)^saldo_test_\\S{32,}$");
      TenantWork work =
          new TenantWork(source(access, "SALDO_DB_APP_USER", "SALDO_DB_APP_PASSWORD"));
      TenantId tenant = new PostgresTenants(work).find("school").orElseThrow().id();
      assertThat(new PostgresCatalog(work).current(tenant).defaultPlan()).isEqualTo("none");
      assertThat(run(data, "tenant", "create", "school", "--test")).isEqualTo(1);
      assertThat(run(data, "tenant", "create", "Not a slug")).isEqualTo(2);
      assertThat(run(data, "tenant", "create", "other", "--tset")).isEqualTo(2);
      assertThat(err.toString(StandardCharsets.UTF_8))
          .contains("There is a tenant school already.", "The slug", "Usage:");
    }
    assertThat(run(data, "tenant", "create", "late")).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("Saldo is not running");
  }

  private static PGSimpleDataSource source(Map<String, String> access, String user, String word) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(access.get("SALDO_DB_URL"));
    source.setUser(access.get(user));
    source.setPassword(access.get(word));
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

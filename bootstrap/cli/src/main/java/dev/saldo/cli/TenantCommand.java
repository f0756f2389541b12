package dev.saldo.cli;

import dev.saldo.application.UnavailableException;
import dev.saldo.application.audit.Author;
import dev.saldo.application.identity.CreateTenant;
import dev.saldo.application.identity.IssueApiKey;
import dev.saldo.application.identity.Secrets;
import dev.saldo.domain.InvalidValueException;
import dev.saldo.domain.identity.Tenant;
import dev.saldo.launcher.InstalledDatabase;
import dev.saldo.out.postgres.TenantWork;
import dev.saldo.out.postgres.catalog.PostgresCatalog;
import dev.saldo.out.postgres.identity.PostgresApiKeys;
import dev.saldo.out.postgres.identity.PostgresTenants;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.postgresql.ds.PGSimpleDataSource;

/** Creates tenants, in the database of the installation that runs. */
final class TenantCommand {
  private static final String USAGE = "Usage: saldo tenant create <slug> [--test] [--empty]";
  private static final Set<String> OPTIONS = Set.of("--test", "--empty");
  private static final int CONNECT_SECONDS_MAX = 10;

  private final Map<String, String> environment;
  private final PrintStream out;

  TenantCommand(Map<String, String> environment, PrintStream out) {
    this.environment = environment;
    this.out = out;
  }

  void run(List<String> arguments) {
    Set<String> options = new HashSet<>(arguments.stream().skip(2).toList());
    if (arguments.size() < 2
        || !arguments.getFirst().equals("create")
        || !OPTIONS.containsAll(options)) {
      throw CommandException.usage(USAGE);
    }
    boolean empty = options.contains("--empty");
    CreateTenant.Result result;
    try {
      result =
          createTenant()
              .create(arguments.get(1), options.contains("--test"), empty, Author.COMMAND_LINE);
    } catch (InvalidValueException e) {
      throw CommandException.usage("The slug " + e.getMessage() + ".");
    } catch (UnavailableException e) {
      throw CommandException.refused("The database cannot be reached: is Saldo running?");
    }
    switch (result) {
      case CreateTenant.Result.Created(Tenant tenant, var adminKey) -> {
        out.println(
            "Tenant %s (%s) is created with %s catalogue. Its admin key, shown this once:"
                .formatted(
                    tenant.slug(),
                    tenant.test() ? "test" : "live",
                    empty ? "an empty" : "the starter"));
        out.println(adminKey.value());
      }
      case CreateTenant.Result.Taken() ->
          throw CommandException.refused("There is a tenant " + arguments.get(1) + " already.");
    }
  }

  private CreateTenant createTenant() {
    Map<String, String> database =
        InstalledDatabase.of(environment)
            .orElseThrow(
                () -> CommandException.refused("Saldo is not running: ./saldo start comes first."));
    PGSimpleDataSource app = new PGSimpleDataSource();
    app.setUrl(database.get("SALDO_DB_URL"));
    app.setUser(Objects.requireNonNull(database.get("SALDO_DB_APP_USER")));
    app.setPassword(Objects.requireNonNull(database.get("SALDO_DB_APP_PASSWORD")));
    app.setConnectTimeout(CONNECT_SECONDS_MAX);
    TenantWork work = new TenantWork(app);
    PostgresApiKeys keys = new PostgresApiKeys(work);
    SecureRandom random = new SecureRandom();
    Secrets secrets =
        count -> {
          byte[] bytes = new byte[count];
          random.nextBytes(bytes);
          return bytes;
        };
    return new CreateTenant(
        new PostgresTenants(work),
        new PostgresCatalog(work),
        keys,
        new IssueApiKey(keys, secrets, Clock.systemUTC()));
  }
}

package dev.saldo.out.postgres;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/**
 * Brings the database's schema to this version, as the role that owns it. Running it again changes
 * nothing; instances that start together wait for each other.
 */
public final class Migrations {
  private static final String LOCATION = "classpath:db/migration";

  /**
   * Whoever waits for a table keeps all who come later from it, so a migration waits briefly, lets
   * the calls of other instances through, and tries again.
   */
  private static final String LOCK_BRIEFLY = "set local lock_timeout = '1s'";

  private static final String LOCK_TIMEOUT = "55P03";

  private final DataSource owner;
  private final RoleLogin app;
  private final RoleLogin ledger;
  private final Patience patience;

  /**
   * How often a migration is tried whose tables somebody uses.
   *
   * @param pause between two tries
   */
  record Patience(int tries, Duration pause) {
    static final Patience USUAL = new Patience(60, Duration.ofSeconds(2));
  }

  /**
   * Prepares the migration.
   *
   * @param owner connections of the role that owns the database, or of a superuser; they take part
   *     in no other transaction
   * @param app the role of {@link TenantWork}
   * @param ledger the role of the ledger
   */
  public Migrations(DataSource owner, RoleLogin app, RoleLogin ledger) {
    this(owner, app, ledger, Patience.USUAL);
  }

  /** A migration with another patience. */
  Migrations(DataSource owner, RoleLogin app, RoleLogin ledger, Patience patience) {
    if (app.name().equals(ledger.name())) {
      throw new IllegalStateException(
          "application and ledger need two database roles, not " + app + " for both");
    }
    this.owner = owner;
    this.app = app;
    this.ledger = ledger;
    this.patience = patience;
  }

  /**
   * Creates missing roles, migrates, makes this month's partitions and those of the next three, and
   * lets the planner look at the tables.
   *
   * @return the version of the schema
   * @throws dev.saldo.application.UnavailableException if the database cannot be reached
   * @throws IllegalStateException if the schema cannot be brought to this version; the message says
   *     why
   */
  public String run() {
    asOwner(
        connection -> {
          Roles roles = new Roles(connection);
          roles.ensure(app);
          roles.ensure(ledger);
          return true;
        });
    String version = migrate();
    asOwner(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            return statement.execute("select ensure_partitions(), analyze_tables()");
          }
        });
    return version;
  }

  private String migrate() {
    FluentConfiguration configuration =
        Flyway.configure(Migrations.class.getClassLoader())
            .dataSource(owner)
            .locations(LOCATION)
            .failOnMissingLocations(true)
            .cleanDisabled(true)
            .outputQueryResults(false)
            .callbacks(new BriefLocks())
            .placeholders(
                Map.of(
                    "app", app.quoted(),
                    "app_text", app.literal(),
                    "ledger", ledger.quoted(),
                    "ledger_text", ledger.literal()));
    useOneConnection(configuration);
    Flyway flyway = configuration.load();
    migrate(flyway);
    MigrationInfo[] known = flyway.info().all();
    MigrationInfo current = flyway.info().current();
    if (known.length == 0 || current == null) {
      throw new IllegalStateException("no migrations were found below " + LOCATION);
    }
    String newest = known[known.length - 1].getVersion().toString();
    String reached = current.getVersion().toString();
    if (!newest.equals(reached)) {
      throw new IllegalStateException(
          "the schema is at version " + reached + ", this program needs " + newest);
    }
    return reached;
  }

  /** Told before each migration, in its transaction. */
  private static final class BriefLocks extends BaseCallback {
    @Override
    public boolean supports(Event event, Context context) {
      return event == Event.BEFORE_EACH_MIGRATE;
    }

    @Override
    public void handle(Event event, Context context) {
      try (Statement statement = context.getConnection().createStatement()) {
        statement.execute(LOCK_BRIEFLY);
      } catch (SQLException e) {
        throw new IllegalStateException("the migration could not begin", e);
      }
    }
  }

  private void migrate(Flyway flyway) {
    for (int left = patience.tries() - 1; ; left--) {
      try {
        flyway.migrate();
        return;
      } catch (FlywayException e) {
        if (!isLockTimeout(e)) {
          throw cause(e);
        }
        if (left <= 0) {
          throw new IllegalStateException(
              "the schema could not be migrated, since its tables are in use: end long"
                  + " transactions, such as reports and backups, and start again",
              e);
        }
        pause();
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(patience.pause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the migration was interrupted", e);
    }
  }

  private static boolean isLockTimeout(FlywayException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && LOCK_TIMEOUT.equals(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }

  /**
   * By a lock of the session rather than of a transaction: else a migration is recorded in another
   * connection's transaction than it is made in, and an instance that is killed between the two
   * leaves a schema on which none starts any more.
   */
  private static void useOneConnection(FluentConfiguration configuration) {
    configuration
        .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
        .setTransactionalLock(false);
  }

  private static RuntimeException cause(FlywayException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && DatabaseFailure.isOutage(sql)) {
        return DatabaseFailure.noConnection(sql);
      }
    }
    return new IllegalStateException("the schema could not be migrated", failure);
  }

  private void asOwner(Transactions.Work<?> work) {
    try {
      new Transactions(owner).run(false, work);
    } catch (SQLException e) {
      throw DatabaseFailure.of(e);
    }
  }
}

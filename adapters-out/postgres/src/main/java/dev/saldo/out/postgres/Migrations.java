package dev.saldo.out.postgres;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/**
 * Brings the database's schema to this version, as the role that owns it. Running it again changes
 * nothing; instances that start together wait for each other.
 */
public final class Migrations {
  private static final String LOCATION = "classpath:db/migration";

  private final DataSource owner;
  private final RoleLogin app;
  private final RoleLogin ledger;

  /**
   * Prepares the migration.
   *
   * @param owner connections of the role that owns the database, or of a superuser; they take part
   *     in no other transaction
   * @param app the role of {@link TenantWork}
   * @param ledger the role of the ledger
   */
  public Migrations(DataSource owner, RoleLogin app, RoleLogin ledger) {
    if (app.name().equals(ledger.name())) {
      throw new IllegalStateException(
          "application and ledger need two database roles, not " + app + " for both");
    }
    this.owner = owner;
    this.app = app;
    this.ledger = ledger;
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
            .placeholders(
                Map.of(
                    "app", app.quoted(),
                    "app_text", app.literal(),
                    "ledger", ledger.quoted(),
                    "ledger_text", ledger.literal()));
    useOneConnection(configuration);
    Flyway flyway = configuration.load();
    try {
      flyway.migrate();
    } catch (FlywayException e) {
      throw cause(e);
    }
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

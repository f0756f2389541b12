package dev.saldo.server;

import dev.saldo.application.UnavailableException;
import dev.saldo.application.identity.SetUpInstallation;
import dev.saldo.domain.InvalidValueException;
import dev.saldo.out.postgres.Migrations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;

/** Brings schema and installation up to date before the first call is accepted. */
@ApplicationScoped
public class StartUp {
  private static final System.Logger LOG = System.getLogger(StartUp.class.getName());

  @Inject private Migrations migrations;
  @Inject private SetUpInstallation installation;
  @Inject private Upkeep upkeep;

  void onStart(@Observes Startup event) {
    Settings settings = Settings.ofProcess();
    try {
      settings.requireUsable();
      String version = migrations.run();
      LOG.log(System.Logger.Level.INFO, "The schema is at version {0}", version);
      installation.setUp(settings.bootstrapKey(), settings.bootstrapTestKey());
      upkeep.start(settings.sweepInterval(), settings.auditInterval(), settings.retentionMonths());
    } catch (UnavailableException e) {
      throw failed("the database cannot be reached", e);
    } catch (IllegalStateException | InvalidValueException e) {
      throw failed(String.valueOf(e.getMessage()), e);
    }
  }

  /** One sentence for the operator, which the launcher looks for. */
  private static IllegalStateException failed(String sentence, RuntimeException cause) {
    LOG.log(System.Logger.Level.ERROR, "Saldo cannot start: " + sentence, cause);
    return new IllegalStateException("Saldo cannot start: " + sentence, cause);
  }
}

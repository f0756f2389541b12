package dev.saldo.server;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready means that the database answers: without it no call is decided. Whoever asks before the
 * schema is up to date is told by the server that the application has not started.
 */
@Readiness
@ApplicationScoped
public class DatabaseReady implements HealthCheck {
  private static final System.Logger LOG = System.getLogger(DatabaseReady.class.getName());
  private static final int SECONDS_MAX = 2;

  @Resource(lookup = "jdbc/saldo-app")
  private DataSource database;

  private final AtomicBoolean down = new AtomicBoolean();

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("database").status(answers()).build();
  }

  private boolean answers() {
    try (Connection connection = database.getConnection()) {
      boolean valid = connection.isValid(SECONDS_MAX);
      note(!valid, "");
      return valid;
    } catch (SQLException e) {
      note(true, ": " + e.getMessage());
      return false;
    }
  }

  /** One line when it goes, one when it comes back. */
  private void note(boolean isDown, String reason) {
    if (down.getAndSet(isDown) != isDown) {
      LOG.log(
          System.Logger.Level.WARNING,
          isDown ? "The database does not answer" + reason : "The database answers again");
    }
  }
}

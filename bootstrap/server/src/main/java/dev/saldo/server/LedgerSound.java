package dev.saldo.server;

import dev.saldo.application.wallet.AuditRuns;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells what the self-audit knows beside what makes the server ready, and is always up: a finding
 * is for people to look into, and every other wallet is served meanwhile.
 */
@Readiness
@ApplicationScoped
public class LedgerSound implements HealthCheck {
  @Inject private SelfAudit selfAudit;

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer = HealthCheckResponse.named("self-audit").up();
    Optional<AuditRuns.Status> known = selfAudit.known();
    known.ifPresent(
        status -> {
          answer.withData("sound", status.findings() == 0);
          answer.withData("findings", status.findings());
          status.upToDateAt().ifPresent(at -> answer.withData("up_to_date_at", at.toString()));
        });
    return answer.build();
  }
}

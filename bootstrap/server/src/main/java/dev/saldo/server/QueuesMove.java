package dev.saldo.server;

import dev.saldo.application.wallet.Ledger;
import dev.saldo.out.postgres.wallet.GroupCommitLedger;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready means that no command waits so long that its caller has gone. */
@Readiness
@ApplicationScoped
public class QueuesMove implements HealthCheck {
  private static final Duration AGE_MAX = GroupCommitLedger.Sizes.DEFAULT.waitMax();

  @Inject private Ledger ledger;

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("ledger queues").status(move()).build();
  }

  private boolean move() {
    return !(ledger instanceof GroupCommitLedger group)
        || group.queues().stream().allMatch(queue -> queue.age().compareTo(AGE_MAX) < 0);
  }
}

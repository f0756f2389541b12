package dev.saldo.server;

import dev.saldo.application.UnavailableException;
import dev.saldo.application.wallet.AuditChangedWallets;
import dev.saldo.application.wallet.AuditOnRequest;
import dev.saldo.application.wallet.AuditRuns;
import dev.saldo.application.wallet.Inspection;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Runs the self-audit beside the calls, tells the log of what it finds, and knows what stands. A
 * finding is told once. It takes nothing out of service: a wallet that cannot be right stops nobody
 * else's.
 */
@ApplicationScoped
public class SelfAudit {
  private static final System.Logger LOG = System.getLogger(SelfAudit.class.getName());

  /** How many times as long as a round took to pause before the next: a quarter of a core. */
  private static final int PAUSE_PER_ROUND = 3;

  @Inject private AuditChangedWallets changedWallets;
  @Inject private AuditOnRequest onRequest;
  @Inject private AuditRuns runs;
  @Inject private MetricRegistry registry;
  @Inject private InstantSource time;

  private SelfAuditMetrics metrics;
  private volatile AuditRuns.@Nullable Status known;

  /** For the container. */
  @SuppressWarnings("NullAway.Init")
  public SelfAudit() {}

  @PostConstruct
  void showMetrics() {
    metrics = new SelfAuditMetrics(registry, time, this::known);
  }

  /** Audits what changed, unless another instance does; how long to pause until the next time. */
  Duration auditChanged(Duration interval) {
    long began = System.nanoTime();
    FindingLines lines = new FindingLines(LOG);
    Optional<AuditChangedWallets.Round> round;
    try {
      round = changedWallets.audit(state -> tell(state, lines));
    } finally {
      lines.end();
      lookWhatStands();
    }
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    round.ifPresent(_ -> metrics.ran(took));
    Duration fair = took.multipliedBy(PAUSE_PER_ROUND);
    boolean more = round.map(AuditChangedWallets.Round::more).orElse(false);
    return more || fair.compareTo(interval) > 0 ? fair : interval;
  }

  /** Audits what was asked for; how long to pause until the next time. */
  Duration auditOnRequest(Duration interval) {
    FindingLines lines = new FindingLines(LOG);
    AtomicLong began = new AtomicLong(System.nanoTime());
    try {
      onRequest.audit(
          tenant -> {
            tell(tenant, lines);
            long ended = System.nanoTime();
            metrics.ran(Duration.ofNanos(ended - began.getAndSet(ended)));
            lookWhatStands();
          });
    } finally {
      lines.end();
    }
    return interval;
  }

  /** What stood when this instance last looked; empty before the first time. */
  Optional<AuditRuns.Status> known() {
    return Optional.ofNullable(known);
  }

  /** What was committed is told of at once: what comes next may fail. */
  private void tell(Inspection shown, FindingLines lines) {
    metrics.looked(shown.total());
    lines.tell(shown.fresh());
  }

  /** Also after a failure, which must not hide what was found before it. */
  private void lookWhatStands() {
    try {
      known = runs.status();
    } catch (UnavailableException e) {
      LOG.log(System.Logger.Level.DEBUG, "What stands is as old as the last look: {0}", e);
    }
  }
}
